package io.github.integratedresponse.process;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/** Tells whoever submitted a form that it is rejected, once the engine has rolled everything back. */
class RejectedForms extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() != null) {
            return next.execute(command);
        }
        try {
            return next.execute(command);
        } catch (Rejection e) {
            throw new SubmissionRejected(e);
        }
    }
}

package io.github.integratedresponse.process;

import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What the platform does of itself while a person's step runs, such as asking a decision or moving a timer. The engine neither asks for that
 * person's permissions nor notes it as something that person did; who did what, and why, stands in the record that the step writes.
 */
@Component
public class PlatformAction {

    private final ProcessEngine engine;

    PlatformAction(@Lazy ProcessEngine engine) {
        this.engine = engine;
    }

    /** Takes the action in the caller's transaction. */
    public <T extends @Nullable Object> T take(Supplier<T> action) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command -> {
                    boolean noted = command.isUserOperationLogEnabled();
                    command.disableUserOperationLog();
                    try {
                        return command.runWithoutAuthorization(action::get);
                    } finally {
                        if (noted) {
                            command.enableUserOperationLog();
                        }
                    }
                });
    }
}

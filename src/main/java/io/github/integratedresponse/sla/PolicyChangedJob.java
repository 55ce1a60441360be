package io.github.integratedresponse.sla;

import java.util.Objects;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes the open promises anew after {@code sla-policy} changed: some in each transaction, then the job that follows goes on behind the
 * last of them. Clocks that start meanwhile ask the new version by themselves.
 */
class PolicyChangedJob implements JobHandler<PolicyChangedJob.After> {

    static final String TYPE = "sla-policy-changed";

    private static final int LOOKED_AT = 2000;

    /** Few enough that the steps of people hardly wait for them. */
    private static final int MOVED = 100;

    private final ObjectProvider<PolicyChange> change;

    PolicyChangedJob(ObjectProvider<PolicyChange> change) {
        this.change = change;
    }

    /** @param clockId the last clock that was looked at */
    record After(long clockId) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return Long.toString(clockId);
        }
    }

    static void begin(CommandContext engine) {
        goOn(engine, new After(0));
    }

    private static void goOn(CommandContext engine, After after) {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setJobHandlerConfiguration(after);
        engine.getJobManager().send(job);
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(
            After after, @Nullable ExecutionEntity execution, CommandContext engine, @Nullable String tenantId) {
        change.getObject().follow(after.clockId(), LOOKED_AT, MOVED).ifPresent(last -> goOn(engine, new After(last)));
    }

    @Override
    public After newConfiguration(String written) {
        return new After(Long.parseLong(Objects.requireNonNullElse(written, "0")));
    }

    @Override
    public void onDelete(After after, JobEntity job) {
        // nothing is kept beside the job
    }
}

package io.github.integratedresponse.sla;

import java.util.List;
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

    /** Few enough that the steps of people hardly wait for them. */
    private static final int CLOCKS = 100;

    private final ObjectProvider<ClockRecords> records;
    private final ObjectProvider<Clocks> clocks;
    private final ObjectProvider<Rescheduling> rescheduling;

    PolicyChangedJob(
            ObjectProvider<ClockRecords> records,
            ObjectProvider<Clocks> clocks,
            ObjectProvider<Rescheduling> rescheduling) {
        this.records = records;
        this.clocks = clocks;
        this.rescheduling = rescheduling;
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
        List<ClockRecords.Place> next = records.getObject().openAfter(after.clockId(), CLOCKS);
        for (ClockRecords.Place place : next) {
            if (clocks.getObject().retarget(place.processInstanceId()) > 0) {
                rescheduling.getObject().everything(place.processInstanceId());
            }
        }
        next.stream().mapToLong(ClockRecords.Place::lastClock).max().ifPresent(last -> goOn(engine, new After(last)));
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

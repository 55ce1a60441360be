package io.github.integratedresponse.access;

import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Sweeps once more, for steps of other people that were on their way while an incident became restricted. */
class SweepJob implements JobHandler<SweepJob.BusinessKey> {

    static final String TYPE = "sweep-restricted-instances";

    private final ObjectProvider<Restricting> restricting;

    SweepJob(ObjectProvider<Restricting> restricting) {
        this.restricting = restricting;
    }

    record BusinessKey(String value) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return value;
        }
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(
            BusinessKey key, @Nullable ExecutionEntity execution, CommandContext command, @Nullable String tenantId) {
        restricting.getObject().sweep(key.value());
    }

    @Override
    public BusinessKey newConfiguration(String written) {
        return new BusinessKey(written);
    }

    @Override
    public void onDelete(BusinessKey key, JobEntity job) {
        // nothing is kept beside the job
    }
}

package io.github.integratedresponse.process;

import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * Work that is done once for each time that it is put into the {@link WorkQueue}, by a job of the engine. Everything it writes commits
 * together with the end of the job. When it fails, the engine tries again, and shows an incident when it gave up. A bean of this type is
 * registered with the engine.
 */
public class QueuedWork implements JobHandler<QueuedWork.Subject> {

    private final String type;
    private final Work work;

    /** What is to be done. */
    @FunctionalInterface
    public interface Work {

        /**
         * @param subject what it is about, as it was put into the queue
         * @param again whether it failed before
         */
        void run(String subject, boolean again);
    }

    /**
     * @param type of the engine's jobs, unique
     * @param work looks up what it needs when it is run
     */
    public QueuedWork(String type, Work work) {
        this.type = type;
        this.work = work;
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public void execute(Subject subject, ExecutionEntity execution, CommandContext engine, String tenantId) {
        JobEntity job = engine.getCurrentJob();
        work.run(subject.text(), job.getExceptionMessage() != null);
    }

    @Override
    public Subject newConfiguration(String text) {
        return new Subject(text);
    }

    @Override
    public void onDelete(Subject subject, JobEntity job) {
        // there is nothing beside the job
    }

    /** What a job is about. */
    public record Subject(String text) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return text;
        }
    }
}

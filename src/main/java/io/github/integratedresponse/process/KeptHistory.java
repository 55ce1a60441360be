package io.github.integratedresponse.process;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerCatchIntermediateEventJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerExecuteNestedActivityJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventSubprocessJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerTaskListenerJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * The history level {@code full}, without what is of use to nobody in the history of jobs: standing jobs, which run every few seconds; of
 * queued work, of which there is very much, all but failures; that steps which go on by themselves are going to; and that the timers of a
 * running instance were set or no longer needed, which the ledger of the clocks tells. The engine does not even make what is left out.
 */
class KeptHistory extends HistoryLevelFull {

    private static final Set<String> TOLD_WHEN_THEY_RUN = Set.of(
            AsyncContinuationJobHandler.TYPE,
            TimerExecuteNestedActivityJobHandler.TYPE,
            TimerCatchIntermediateEventJobHandler.TYPE,
            TimerStartEventSubprocessJobHandler.TYPE,
            TimerTaskListenerJobHandler.TYPE);

    private final Set<String> standing;
    private final Set<String> queued;

    /**
     * @param standing the types of the standing jobs
     * @param queued the types of queued work
     */
    KeptHistory(Set<String> standing, Set<String> queued) {
        this.standing = Set.copyOf(standing);
        this.queued = Set.copyOf(queued);
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType event, Object entity) {
        return !(entity instanceof JobEntity job
                && job.getJobHandlerType() != null
                && leftOut(event, job.getJobHandlerType()));
    }

    private boolean leftOut(HistoryEventType event, String type) {
        return standing.contains(type)
                || (queued.contains(type) && event != HistoryEventTypes.JOB_FAIL)
                || (TOLD_WHEN_THEY_RUN.contains(type)
                        && (event == HistoryEventTypes.JOB_CREATE || event == HistoryEventTypes.JOB_DELETE));
    }
}

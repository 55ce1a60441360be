package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.JobState;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.history.event.HistoricJobLogEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands before the engine's own history: what people do in the engine, by whatever door, becomes an audit event too, in the same
 * transaction. And it keeps out of the history of jobs what is of use to nobody there: standing jobs, which run every few seconds; of
 * queued work, of which there is very much, all but failures; and that steps which go on by themselves are going to.
 */
class OperationRecord implements HistoryEventHandler {

    private record Operation(String entityType, String operationType) {}

    private final HistoryEventHandler engine;
    private final ObjectProvider<AuditLog> log;
    private final Set<String> standing;
    private final Set<String> queued;

    /**
     * @param standing the types of the standing jobs
     * @param queued the types of queued work
     */
    OperationRecord(
            HistoryEventHandler engine, ObjectProvider<AuditLog> log, Set<String> standing, Set<String> queued) {
        this.engine = engine;
        this.log = log;
        this.standing = Set.copyOf(standing);
        this.queued = Set.copyOf(queued);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!(event instanceof HistoricJobLogEvent job && passed(job))) {
            engine.handleEvent(event);
        }
    }

    private boolean passed(HistoricJobLogEvent job) {
        String type = job.getJobDefinitionType();
        if (type == null) {
            return false;
        }
        return standing.contains(type)
                || (queued.contains(type) && job.getState() != JobState.FAILED.getStateCode())
                || (type.equals(AsyncContinuationJobHandler.TYPE) && job.getState() == JobState.CREATED.getStateCode());
    }

    /** The engine tells an operation as one entry for each property it changed. */
    @Override
    public void handleEvents(List<HistoryEvent> events) {
        Map<Operation, OperationText> operations = new LinkedHashMap<>();
        for (HistoryEvent event : events) {
            handleEvent(event);
            if (event instanceof UserOperationLogEntryEventEntity entry && !recordedAsDeployment(entry)) {
                operations
                        .computeIfAbsent(
                                new Operation(entry.getEntityType(), entry.getOperationType()),
                                one -> new OperationText(entry))
                        .add(entry);
            }
        }
        operations.values().forEach(operation -> log.getObject().append(operation.event()));
    }

    private static boolean recordedAsDeployment(UserOperationLogEntryEventEntity entry) {
        return EntityTypes.DEPLOYMENT.equals(entry.getEntityType())
                && UserOperationLogEntry.OPERATION_TYPE_CREATE.equals(entry.getOperationType());
    }
}

package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands before the engine's own history: what people do in the engine, by whatever door, becomes an audit event too, in the same
 * transaction.
 */
class OperationRecord implements HistoryEventHandler {

    private record Operation(String entityType, String operationType) {}

    private final HistoryEventHandler engine;
    private final ObjectProvider<AuditLog> log;

    OperationRecord(HistoryEventHandler engine, ObjectProvider<AuditLog> log) {
        this.engine = engine;
        this.log = log;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        engine.handleEvent(event);
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

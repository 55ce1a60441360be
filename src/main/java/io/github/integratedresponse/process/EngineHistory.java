package io.github.integratedresponse.process;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/** The engine's own history, in which a variable stands as it is, and what it was before only when that is asked for. */
class EngineHistory extends DbHistoryEventHandler {

    private final boolean eachChange;

    EngineHistory(boolean eachChange) {
        this.eachChange = eachChange;
    }

    @Override
    protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity change) {
        return eachChange && super.shouldWriteHistoricDetail(change);
    }

    /** Whatever happens to a task says when it began, see {@link TaskHistory}; the engine would ask for that first. */
    @Override
    protected void insertOrUpdate(HistoryEvent event) {
        if (event instanceof HistoricTaskInstanceEventEntity task
                && task.getStartTime() != null
                && !task.isEventOfType(HistoryEventTypes.TASK_INSTANCE_CREATE)) {
            if (Context.getCommandContext().getDbEntityManager().getCachedEntity(task.getClass(), task.getId())
                    == null) {
                Context.getCommandContext().getDbEntityManager().merge(task);
            }
        } else {
            super.insertOrUpdate(event);
        }
    }
}

package io.github.integratedresponse.process;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * The engine's own history, in which a variable stands as it is, and what it was before only when that is asked for. When something began
 * is looked up for what ends alone, and of tasks never: they say it themselves, see {@link TaskHistory}.
 */
class EngineHistory extends DbHistoryEventHandler {

    private final boolean eachChange;

    EngineHistory(boolean eachChange) {
        this.eachChange = eachChange;
    }

    @Override
    protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity change) {
        return eachChange && super.shouldWriteHistoricDetail(change);
    }

    @Override
    protected void insertOrUpdate(HistoryEvent event) {
        DbEntityManager history = Context.getCommandContext().getDbEntityManager();
        boolean known = event.getId() != null && history.getCachedEntity(event.getClass(), event.getId()) != null;
        if (!known && goesOn(event)) {
            history.merge(event);
        } else {
            super.insertOrUpdate(event);
            if (known && event instanceof HistoricActivityInstanceEventEntity run) {
                tellWhenItBegan(run);
            }
        }
    }

    private static boolean goesOn(HistoryEvent event) {
        return event instanceof HistoricTaskInstanceEventEntity task
                ? task.getStartTime() != null && !task.isEventOfType(HistoryEventTypes.TASK_INSTANCE_CREATE)
                : event instanceof HistoricActivityInstanceEventEntity run
                        && run.getId() != null
                        && run.getEndTime() == null
                        && run.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE);
    }

    /** What changed in the very step that ends it had not been looked up. */
    private static void tellWhenItBegan(HistoricActivityInstanceEventEntity run) {
        if (run.getEndTime() != null && run.getStartTime() == null) {
            HistoricActivityInstanceEventEntity begun =
                    (HistoricActivityInstanceEventEntity) Context.getCommandContext()
                            .getDbSqlSession()
                            .selectById(HistoricActivityInstanceEventEntity.class, run.getId());
            if (begun != null) {
                run.setStartTime(begun.getStartTime());
            }
        }
    }
}

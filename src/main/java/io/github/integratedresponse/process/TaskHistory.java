package io.github.integratedresponse.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;

/** Tells history when a task began by the task itself, so that it need not be looked up each time something happens to it. */
class TaskHistory extends CacheAwareHistoryEventProducer {

    @Override
    public HistoryEvent createTaskInstanceCreateEvt(DelegateTask task) {
        return begun(super.createTaskInstanceCreateEvt(task), task);
    }

    @Override
    protected HistoricTaskInstanceEventEntity loadTaskInstanceEvent(DelegateTask task) {
        return begun(super.loadTaskInstanceEvent(task), task);
    }

    private static <T extends HistoryEvent> T begun(T event, DelegateTask task) {
        if (event instanceof HistoricTaskInstanceEventEntity told && task.getCreateTime() != null) {
            told.setStartTime(task.getCreateTime());
        }
        return event;
    }
}

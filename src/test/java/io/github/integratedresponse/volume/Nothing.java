package io.github.integratedresponse.volume;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** A step that does nothing but what the next gateway needs to be told, so that the same way is gone. */
class Nothing implements JavaDelegate, ExecutionListener, TaskListener {

    private final Map<String, Map<String, Object>> scalars;

    Nothing(Map<String, Map<String, Object>> scalars) {
        this.scalars = scalars;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariables(scalars.getOrDefault(execution.getCurrentActivityId(), Map.of()));
    }

    @Override
    public void notify(DelegateExecution execution) {}

    @Override
    public void notify(DelegateTask task) {}
}

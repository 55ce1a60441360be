package io.github.integratedresponse.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

/**
 * Puts what a task is about behind its name, such as {@code Triage · INC-2026-000123}. In a list of tasks the name is all that a person
 * sees of it: the variables of a process are shown only to those who may read the whole process.
 */
class SaysWhatItIsAbout implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        String about = task.getExecution().getProcessBusinessKey();
        if (about != null && !about.isBlank()) {
            task.setName(task.getName() + " · " + about);
        }
    }
}

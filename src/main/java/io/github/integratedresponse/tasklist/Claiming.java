package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.tasklist.Claimed.Outcome;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives a person several tasks, each by itself and by the engine's own rules: one that can't be had keeps none of the others back. */
@Component
class Claiming {

    private final TaskService engine;
    private final TasksOfPerson tasks;

    Claiming(TaskService engine, TasksOfPerson tasks) {
        this.engine = engine;
        this.tasks = tasks;
    }

    /** @return what became of each, in the order they were named */
    @Transactional(propagation = Propagation.NEVER)
    public List<Claimed> claim(Collection<String> ids, String person) {
        return ids.stream().map(id -> claim(id, person)).toList();
    }

    private Claimed claim(String id, String person) {
        return tasks.seen(id)
                .map(task -> task.getAssignee() == null ? take(task, person) : had(task, person))
                .orElseGet(() -> gone(id));
    }

    private Claimed take(Task task, String person) {
        try {
            engine.claim(task.getId(), person);
            return new Claimed(task.getId(), TasksOfPerson.name(task), Outcome.CLAIMED, person);
        } catch (AuthorizationException e) {
            return new Claimed(task.getId(), TasksOfPerson.name(task), Outcome.NOT_ALLOWED, null);
        } catch (SuspendedEntityInteractionException e) {
            return new Claimed(task.getId(), TasksOfPerson.name(task), Outcome.SUSPENDED, null);
        } catch (TaskAlreadyClaimedException | OptimisticLockingException | NullValueException e) {
            // somebody was faster: with the task, or to complete it
            return tasks.seen(task.getId())
                    .filter(now -> now.getAssignee() != null)
                    .map(now -> had(now, person))
                    .orElseGet(() -> gone(task.getId()));
        }
    }

    private static Claimed had(Task task, String person) {
        return new Claimed(
                task.getId(),
                TasksOfPerson.name(task),
                person.equals(task.getAssignee()) ? Outcome.YOURS : Outcome.TAKEN,
                task.getAssignee());
    }

    private static Claimed gone(String id) {
        return new Claimed(id, null, Outcome.GONE, null);
    }
}

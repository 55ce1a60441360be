package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.Restrictions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells what a person still is to be told from what fell away while it waited, and keeps why it did. */
@Component
class StillToTell {

    /** So many ids go into one query. */
    private static final int AT_ONCE = 500;

    private static final String ACKNOWLEDGE = "acknowledge-escalation";
    private static final String NOBODY = "";

    private final ReminderRecords records;
    private final Restrictions restrictions;
    private final TaskService tasks;

    StillToTell(ReminderRecords records, Restrictions restrictions, @Lazy TaskService tasks) {
        this.records = records;
        this.restrictions = restrictions;
        this.tasks = tasks;
    }

    /** @return what is left, in the same order */
    List<Reminder> to(String person, List<Reminder> waiting) {
        Set<String> hidden = hidden(person, waiting);
        Map<String, String> doneBy = doneBy(waiting);
        List<Reminder> left = new ArrayList<>();
        List<Long> mayNotKnow = new ArrayList<>();
        Map<String, List<Long>> fell = new TreeMap<>();
        for (Reminder reminder : waiting) {
            String moot = moot(reminder, person, doneBy);
            if (moot != null) {
                fell.computeIfAbsent(moot, reason -> new ArrayList<>()).add(reminder.id());
            } else if (hidden.contains(reminder.businessKey())) {
                mayNotKnow.add(reminder.id());
            } else {
                left.add(reminder);
            }
        }
        fell.forEach((reason, ids) -> records.fellAway(ids, reason));
        records.cannotBeTold(mayNotKnow, "May not know of the incident");
        return left;
    }

    private static @Nullable String moot(Reminder reminder, String person, Map<String, String> doneBy) {
        if (!reminder.state().open()) {
            return reminder.state() == SlaClock.State.CANCELLED ? "The work was called off" : "The work was done";
        }
        if (reminder.state() == SlaClock.State.PAUSED) {
            return "The promise stands still";
        }
        if (!reminder.promisedNow().equals(reminder.dueAt())) {
            return "The promise was moved";
        }
        if (reminder.role() != null && !reminder.asked()) {
            return "The escalation was acknowledged, or went on to another role";
        }
        String work = work(reminder);
        if (work == null) {
            return null;
        }
        String has = doneBy.get(work);
        if (has == null) {
            return "The task was done or called off";
        }
        return has.equals(NOBODY) || has.equals(person) ? null : "Somebody else has the task now";
    }

    private static @Nullable String work(Reminder reminder) {
        return reminder.role() == null ? reminder.taskId() : reminder.processInstanceId();
    }

    /** @return who has the task, or nobody: by its id, or by the escalation that it acknowledges; none for tasks that are gone */
    private Map<String, String> doneBy(List<Reminder> waiting) {
        Map<String, String> doneBy = new HashMap<>();
        each(ids(waiting, false), some -> tasks.createTaskQuery().taskIdIn(some))
                .forEach(task -> doneBy.put(task.getId(), assignee(task)));
        each(ids(waiting, true), some -> tasks.createTaskQuery()
                        .processInstanceIdIn(some)
                        .taskDefinitionKey(ACKNOWLEDGE))
                .forEach(task -> doneBy.put(task.getProcessInstanceId(), assignee(task)));
        return doneBy;
    }

    private static List<String> ids(List<Reminder> waiting, boolean ofRoles) {
        return waiting.stream()
                .filter(reminder -> (reminder.role() != null) == ofRoles)
                .map(StillToTell::work)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private interface Asked {
        TaskQuery about(String... ids);
    }

    private static List<Task> each(List<String> ids, Asked asked) {
        List<Task> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            found.addAll(asked.about(ids.subList(from, Math.min(ids.size(), from + AT_ONCE))
                            .toArray(String[]::new))
                    .list());
        }
        return found;
    }

    private static String assignee(Task task) {
        return Objects.requireNonNullElse(task.getAssignee(), NOBODY);
    }

    private Set<String> hidden(String person, Collection<Reminder> waiting) {
        Set<String> keys = new HashSet<>();
        waiting.forEach(reminder -> keys.add(reminder.businessKey()));
        Set<String> hidden = new HashSet<>(restrictions.codeNamesByKey(keys).keySet());
        hidden.removeIf(key -> restrictions.mayKnow(person, key));
        return hidden;
    }
}

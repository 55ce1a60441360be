package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Unacceptable;
import io.github.integratedresponse.tasklist.Handovers.Given;
import io.github.integratedresponse.tasklist.Handovers.Note;
import io.github.integratedresponse.tasklist.TasksOfPerson.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives what a person holds to a colleague, or back to the teams. All of it or nothing: tasks, notes and timelines change in one
 * transaction, and each task by the engine's own rules with the permissions of whoever gives.
 */
@Component
class HandingOver {

    private final TaskService engine;
    private final TasksOfPerson tasks;
    private final WorkingPeople people;
    private final Handovers handovers;
    private final Timeline timeline;

    HandingOver(TaskService engine, TasksOfPerson tasks, WorkingPeople people, Handovers handovers, Timeline timeline) {
        this.engine = engine;
        this.tasks = tasks;
        this.people = people;
        this.handovers = handovers;
        this.timeline = timeline;
    }

    /**
     * @param to the colleague; null for back to the teams
     * @param chosen ids of tasks; null for all that the person holds
     * @param note about all of it
     * @param notes by number of incident
     */
    record Wish(@Nullable String to, @Nullable Set<String> chosen, @Nullable String note, Map<String, String> notes) {}

    /**
     * Hands over.
     *
     * @throws Conflict when the person holds none, too many, or not those that were chosen
     * @throws Unacceptable when the colleague may not have each of them; names each
     * @throws InvalidInput when a note is missing or about something else
     */
    @Transactional
    public Handover give(Wish wish, String person) {
        List<Task> given = held(wish, person);
        Map<String, Work> work = tasks.workOf(given);
        Map<String, List<String>> teams = new LinkedHashMap<>();
        given.forEach(task -> teams.put(task.getId(), tasks.teams(task)));
        requireTakers(wish.to(), given, work, teams);
        Map<String, Incident> incidents = incidents(work);
        requireNotes(wish, given, work, incidents);

        given.forEach(task -> engine.setAssignee(task.getId(), wish.to()));
        long id = handovers.keep(
                person,
                wish.to(),
                wish.note(),
                given.stream()
                        .map(task -> given(task, work, teams.getOrDefault(task.getId(), List.of())))
                        .toList(),
                wish.notes().entrySet().stream()
                        .map(note -> new Note(
                                Objects.requireNonNull(incidents.get(note.getKey()))
                                        .id(),
                                note.getValue()))
                        .toList());
        for (Incident incident : incidents.values()) {
            tell(incident, given, work, wish, person);
        }
        return handovers.one(id).orElseThrow();
    }

    private List<Task> held(Wish wish, String person) {
        if (wish.chosen() == null) {
            List<Task> all = tasks.heldBy(person);
            if (all.isEmpty()) {
                throw new Conflict("tasks", "can't be handed over: you hold none");
            }
            if (all.size() > TasksOfPerson.MOST) {
                throw new Conflict(
                        "tasks",
                        "are more than " + TasksOfPerson.MOST + "; choose those to hand over, and then the others");
            }
            return all;
        }
        List<Task> chosen = tasks.heldBy(person, wish.chosen());
        Set<String> found = chosen.stream().map(Task::getId).collect(Collectors.toSet());
        Problems problems = new Problems();
        int i = 0;
        for (String id : wish.chosen()) {
            problems.addIf(!found.contains(id), "tasks[" + i++ + "]", "is no task that you hold");
        }
        if (!problems.isEmpty()) {
            throw new Conflict(problems.list());
        }
        return chosen;
    }

    private void requireTakers(
            @Nullable String to, List<Task> given, Map<String, Work> work, Map<String, List<String>> teams) {
        Problems problems = new Problems();
        if (to == null) {
            Set<String> worlds = new HashSet<>();
            for (Task task : given) {
                worlds.add(Objects.requireNonNullElse(task.getTenantId(), ""));
                problems.addIf(
                        teams.getOrDefault(task.getId(), List.of()).isEmpty(),
                        "to",
                        "must be a person: " + words(task, work) + " belongs to no team");
            }
            problems.addIf(
                    worlds.size() > 1,
                    "tasks",
                    "are of a restricted incident and of others; give them back apart, so that what you write reaches only those who"
                            + " may know");
        } else {
            List<String> teamsOfTaker = people.teamsOf(to);
            for (Task task : given) {
                if (!people.mayKnow(to, task)) {
                    problems.add(
                            "to",
                            to + " is not on the team of the restricted incident of " + words(task, work)
                                    + "; an incident commander of the team can add them");
                } else if (!people.mayWork(to, teamsOfTaker, task)) {
                    problems.add("to", to + " may not work on " + words(task, work));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new Unacceptable(problems.list());
        }
    }

    private static String words(Task task, Map<String, Work> work) {
        String key = work.getOrDefault(task.getId(), Work.UNKNOWN).businessKey();
        String name = TasksOfPerson.name(task);
        return "“" + name + "”" + (name.contains(key) ? "" : " of " + key);
    }

    private static Map<String, Incident> incidents(Map<String, Work> work) {
        Map<String, Incident> incidents = new TreeMap<>();
        work.values().stream()
                .map(Work::incident)
                .filter(Objects::nonNull)
                .forEach(incident -> incidents.put(incident.number(), incident));
        return incidents;
    }

    private static void requireNotes(
            Wish wish, List<Task> given, Map<String, Work> work, Map<String, Incident> incidents) {
        Problems problems = new Problems();
        for (String number : wish.notes().keySet()) {
            problems.addIf(
                    !incidents.containsKey(number),
                    "notes",
                    number + " is no incident of the tasks that you hand over");
        }
        if (wish.note() == null) {
            List<String> without = new ArrayList<>(incidents.keySet());
            without.removeAll(wish.notes().keySet());
            boolean others = given.stream()
                    .anyMatch(task ->
                            work.getOrDefault(task.getId(), Work.UNKNOWN).incident() == null);
            problems.addIf(
                    !without.isEmpty() || others,
                    "note",
                    "must say what goes on, what comes next and what to watch"
                            + (without.isEmpty() ? "" : ", or write a note for each of " + String.join(", ", without)));
        }
        problems.throwIfAny();
    }

    private static Given given(Task task, Map<String, Work> work, List<String> teams) {
        Work of = work.getOrDefault(task.getId(), Work.UNKNOWN);
        return new Given(
                task.getId(),
                TasksOfPerson.name(task),
                of.businessKey(),
                of.incident() == null ? null : of.incident().id(),
                teams);
    }

    /** What was written about all of it is not told here: it may name other incidents. */
    private void tell(Incident incident, List<Task> given, Map<String, Work> work, Wish wish, String person) {
        String names = given.stream()
                .filter(task -> incident.equals(
                        work.getOrDefault(task.getId(), Work.UNKNOWN).incident()))
                .map(TasksOfPerson::name)
                .collect(Collectors.joining(", "));
        String note = wish.notes().get(incident.number());
        timeline.append(
                incident.id(),
                "handover",
                person,
                (wish.to() == null ? "Gave back to the team: " + names : "Handed over to " + wish.to() + ": " + names)
                        + (note == null ? "" : ". " + note));
    }
}

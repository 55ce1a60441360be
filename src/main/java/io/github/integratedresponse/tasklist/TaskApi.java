package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.process.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tasks", description = "What people do with several of their tasks at once")
@RestController
@RequestMapping(path = "/api/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
class TaskApi {

    /** Whoever has tasks; which of them is the engine's to say. */
    static final String WHO_WORK =
            "hasAnyRole('responder', 'incident-commander', 'communications-lead', 'product-engineer',"
                    + " 'executive', 'governance-analyst', 'security-operations-manager', 'administrator')";

    private static final int LONGEST_ID = 64;

    private final TasksOfPerson tasks;
    private final WorkingPeople people;
    private final Claiming claiming;

    TaskApi(TasksOfPerson tasks, WorkingPeople people, Claiming claiming) {
        this.tasks = tasks;
        this.people = people;
        this.claiming = claiming;
    }

    record Wanted(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Ids of tasks, 200 at most") @Nullable
                    List<@Nullable String> tasks) {}

    record OfIncident(String number, String title) {}

    @Operation(summary = "List the tasks that you hold, what is due first first", description = "201 at most.")
    @GetMapping("/held")
    List<OpenTask> held(Principal person) {
        return tasks.shown(tasks.heldBy(person.getName()));
    }

    @Operation(
            summary = "List tasks of your teams that nobody has, what is due first first",
            description = "200 at most.")
    @GetMapping("/free")
    List<OpenTask> free(Principal person) {
        return tasks.shown(tasks.freeFor(person.getName()));
    }

    @Operation(
            summary = "List the colleagues to whom you could hand over what you hold",
            description =
                    "The people of the teams of your tasks; whether somebody may have each of them is told when you try.")
    @GetMapping("/colleagues")
    List<Colleague> colleagues(Principal person) {
        Set<String> teams = new TreeSet<>();
        for (Task task : tasks.heldBy(person.getName())) {
            teams.addAll(tasks.teams(task));
        }
        return people.of(teams, person.getName());
    }

    @Operation(summary = "Show which incident a task belongs to")
    @GetMapping("/{id}/incident")
    OfIncident incident(@PathVariable String id) {
        Incident incident = tasks.incidentOf(id);
        return new OfIncident(incident.number(), incident.title());
    }

    @Operation(
            summary = "Claim several tasks",
            description =
                    "Each by itself: the answer says of each what became of it. `TAKEN` names who has it, `NOT_ALLOWED` is a task for"
                            + " others, `GONE` one that you don't see or that was completed.")
    @PostMapping(path = "/claim", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(WHO_WORK)
    List<Claimed> claim(@RequestBody Wanted wanted, Principal person) {
        Problems problems = new Problems();
        Set<String> ids = ids(wanted.tasks(), problems);
        problems.addIf(ids.isEmpty() && problems.isEmpty(), "tasks", "must name at least one task");
        problems.throwIfAny();
        return claiming.claim(ids, person.getName());
    }

    /** @return the ids once each, in the order they were named */
    static Set<String> ids(@Nullable List<@Nullable String> given, Problems problems) {
        Set<String> ids = new LinkedHashSet<>();
        List<@Nullable String> named = given == null ? List.of() : given;
        problems.addIf(named.size() > TasksOfPerson.MOST, "tasks", "may name " + TasksOfPerson.MOST + " tasks at most");
        for (int i = 0; i < Math.min(named.size(), TasksOfPerson.MOST); i++) {
            String id = named.get(i);
            if (id == null || id.isBlank() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0) {
                problems.add("tasks[" + i + "]", "must be the id of a task");
            } else {
                ids.add(id);
            }
        }
        return ids;
    }
}

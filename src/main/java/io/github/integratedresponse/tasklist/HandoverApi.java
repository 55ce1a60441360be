package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.tasklist.HandingOver.Wish;
import io.github.integratedresponse.tasklist.Handovers.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tasks")
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class HandoverApi {

    private static final int LONGEST_NOTE = 10_000;
    private static final int LONGEST_NUMBER = 64;

    private final HandingOver handingOver;
    private final Handovers handovers;
    private final WorkingPeople people;

    HandoverApi(HandingOver handingOver, Handovers handovers, WorkingPeople people) {
        this.handingOver = handingOver;
        this.handovers = handovers;
        this.people = people;
    }

    record About(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String incident,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String text) {}

    record Given(
            @Schema(description = "The id of the colleague; left out where the tasks go back to their teams") @Nullable
                    String to,
            @Schema(description = "true: back to the teams") @Nullable Boolean team,
            @Schema(description = "Ids of tasks that you hold, 200 at most; all when left out") @Nullable
                    List<@Nullable String> tasks,
            @Schema(description = "What goes on, what comes next and what to watch") @Nullable String note,
            @Schema(description = "The same for single incidents; told on their timelines") @Nullable
                    List<@Nullable About> notes) {}

    @Operation(
            summary = "Hand over tasks that you hold, to a colleague or back to their teams",
            description =
                    "All of them or none. Write one note about everything, one for each incident, or both. 422 when the colleague may"
                            + " not work on one of the tasks, or may not know of its incident; each is named. 409 when you don't hold"
                            + " what you named.")
    @PostMapping(path = "/tasks/handover", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(TaskApi.WHO_WORK)
    Handover give(@RequestBody Given given, Principal person) {
        Problems problems = new Problems();
        String to = to(given, person.getName(), problems);
        Set<String> chosen = given.tasks() == null ? null : TaskApi.ids(given.tasks(), problems);
        problems.addIf(
                given.tasks() != null && given.tasks().isEmpty(),
                "tasks",
                "must name at least one task, or be left out for all that you hold");
        String note = given.note() == null || given.note().isBlank() ? null : text("note", given.note(), problems);
        Map<String, String> notes = notes(given.notes(), problems);
        problems.throwIfAny();
        return handingOver.give(new Wish(to, chosen, note, notes), person.getName());
    }

    private @Nullable String to(Given given, String person, Problems problems) {
        boolean team = Boolean.TRUE.equals(given.team());
        String to = given.to() == null ? "" : given.to().strip();
        if (to.isEmpty()) {
            problems.addIf(!team, "to", "must be the id of a colleague; to give back to the teams, say team: true");
            return null;
        }
        problems.addIf(team, "team", "must be left out where a colleague is named");
        problems.addIf(to.equals(person), "to", "is yourself");
        problems.addIf(!people.exists(to), "to", "must be the id of a colleague; there is nobody of that id");
        return to;
    }

    private static String text(String field, @Nullable String given, Problems problems) {
        String text = given == null ? "" : given.strip();
        problems.addIf(text.isEmpty(), field, "must say something");
        problems.addIf(text.length() > LONGEST_NOTE, field, "may be 10,000 characters long at most");
        problems.addIf(text.indexOf('\0') >= 0, field, "contains a character that can't be stored");
        return text;
    }

    private static Map<String, String> notes(@Nullable List<@Nullable About> given, Problems problems) {
        Map<String, String> notes = new LinkedHashMap<>();
        List<@Nullable About> all = given == null ? List.of() : given;
        for (int i = 0; i < all.size(); i++) {
            String field = "notes[" + i + "]";
            About about = all.get(i);
            if (about == null || about.incident() == null || about.incident().length() > LONGEST_NUMBER) {
                problems.add(field + ".incident", "must be the number of an incident");
            } else {
                String text = text(field + ".text", about.text(), problems);
                problems.addIf(
                        notes.put(about.incident().strip(), text) != null, field + ".incident", "has a note already");
            }
        }
        return notes;
    }

    @Operation(
            summary = "List hand-overs to you, to one of your teams, and by you, latest first",
            description =
                    "`mine` narrows to one side. One that has to do with an incident you may not know of is left out.")
    @GetMapping("/handovers")
    Page<Handover> list(
            @RequestParam(required = false) @Nullable Side mine,
            @RequestParam(required = false) @Nullable Boolean acknowledged,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            Principal person) {
        PageRequest asked = PageRequest.of(page, size);
        return handovers.page(person.getName(), people.teamsOfWhoAsks(), mine, acknowledged, asked);
    }

    @Operation(
            summary = "Acknowledge what was handed over to you or to one of your teams",
            description = "The timelines of its incidents tell. 409 when somebody has.")
    @PostMapping("/handovers/{id}/acknowledgement")
    @PreAuthorize(TaskApi.WHO_WORK)
    Handover acknowledge(@PathVariable long id, Principal person) {
        return handovers.acknowledge(id, person.getName(), people.teamsOfWhoAsks());
    }
}

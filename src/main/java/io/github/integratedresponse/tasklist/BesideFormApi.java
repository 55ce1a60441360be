package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.access.VisibleTasks;
import io.github.integratedresponse.process.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tasks", description = "What people need beside the tasks of Tasklist")
@RestController
@RequestMapping(path = "/api/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
class BesideFormApi {

    private final VisibleTasks tasks;
    private final BesideForms forms;

    BesideFormApi(VisibleTasks tasks, BesideForms forms) {
        this.tasks = tasks;
        this.forms = forms;
    }

    @Operation(
            summary = "Show what a task is about",
            description =
                    "Its records and incident, how the promises about it stand, signals, products, similar incidents and what fixed"
                            + " them, the newest lines of the timeline, and where to go on. For whoever may read the task and know the incident.")
    @GetMapping("/{id}/context")
    BesideForm context(@PathVariable String id) {
        return tasks.byId(id).map(forms::of).orElseThrow(() -> new NotFound("There is no such task"));
    }
}

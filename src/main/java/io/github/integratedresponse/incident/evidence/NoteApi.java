package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Objects;
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

@Tag(name = "Notes and evidence", description = "What people keep with an incident while they work on it")
@RestController
@RequestMapping(path = "/api/v1/incidents/{number}/notes", produces = MediaType.APPLICATION_JSON_VALUE)
class NoteApi {

    private final WorkedOn incidents;
    private final Notes notes;

    NoteApi(WorkedOn incidents, Notes notes) {
        this.incidents = incidents;
        this.notes = notes;
    }

    record Written(
            @NotBlank(message = "must say something")
                    @Size(max = 10_000, message = "may be 10,000 characters long at most")
                    @Pattern(regexp = "[^\\x00]*", message = "contains a character that can't be stored")
                    @Nullable
                    String text,
            @Schema(description = "The id of the note of this incident that this one corrects; both stay") @Nullable
                    Long replaces) {}

    @Operation(
            summary = "List the notes of an incident, written last first",
            description = "Those of incidents that were merged into it are among them.")
    @GetMapping
    Page<Note> notes(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        return notes.page(incidents.toRead(number).id(), asked);
    }

    @Operation(
            summary = "Write a note",
            description =
                    "Plain text, which nobody can change. To correct a note, write another that names it under `replaces`: 409 when"
                            + " it was corrected already. The timeline tells of it.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(WorkedOn.BY)
    Note write(@PathVariable String number, @Valid @RequestBody Written written, Principal person) {
        return notes.write(
                incidents.toAddTo(number),
                Objects.requireNonNull(written.text()).strip(),
                written.replaces(),
                person.getName());
    }
}

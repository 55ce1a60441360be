package io.github.integratedresponse.review;

import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Sessions", description = "Operations reviews (SOR) and health reviews (SHR)")
@RestController
@RequestMapping(path = "/api/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionApi {

    private final SessionSearch search;
    private final ReviewSessions sessions;
    private final CallSession call;

    SessionApi(SessionSearch search, ReviewSessions sessions, CallSession call) {
        this.search = search;
        this.sessions = sessions;
        this.call = call;
    }

    /**
     * The session to call.
     *
     * @param division for a health review
     */
    record Called(@NotNull(message = "must be SOR or SHR") SessionKind kind, @Nullable String division) {}

    @Operation(summary = "List sessions, newest first")
    @GetMapping
    Page<SessionSearch.Line> list(
            @RequestParam(required = false) @Nullable SessionKind kind,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) ReviewSession.@Nullable State state,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        return search.page(kind, division, state, PageRequest.of(page, size));
    }

    @Operation(
            summary = "Show a session",
            description =
                    "With its figures as they were when they were taken, the people, decisions, deep dives, accepted"
                            + " risks and actions.")
    @GetMapping("/{number}")
    SessionView one(@PathVariable String number) {
        return search.byNumber(number).orElseThrow(() -> new NotFound("There is no such session"));
    }

    @Operation(
            summary = "Call a session",
            description = "Operations reviews and health reviews come by themselves; this calls one more. There is one"
                    + " operations review at a time, and one health review of a division.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('security-operations-manager')")
    ResponseEntity<SessionView> call(@Valid @RequestBody Called called, Principal caller) {
        Problems problems = new Problems();
        if (called.kind() == SessionKind.SOR) {
            problems.addIf(called.division() != null, "division", "must be left out: it is about all divisions");
        } else {
            problems.addIf(
                    called.division() == null || !sessions.divisions().contains(called.division()),
                    "division",
                    "must be one of " + String.join(", ", sessions.divisions()));
        }
        problems.throwIfAny();
        ReviewSession session = call.call(called.kind(), called.division(), caller.getName())
                .orElseThrow(() -> new InvalidInput("kind", "has a session open already, which has to be held first"));
        return ResponseEntity.created(URI.create("/api/v1/sessions/" + session.number()))
                .body(one(session.number()));
    }
}

package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.notification.Message;
import io.github.integratedresponse.notification.Messages;
import io.github.integratedresponse.process.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Duties to notify", description = "Whom an incident must be told to, when, and how that was met")
@RestController
@RequestMapping(path = "/api/v1/incidents/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
class DutyApi {

    private final Incidents incidents;
    private final Duties duties;
    private final Messages messages;

    DutyApi(Incidents incidents, Duties duties, Messages messages) {
        this.incidents = incidents;
        this.duties = duties;
        this.messages = messages;
    }

    @Operation(summary = "List the duties to notify of an incident")
    @GetMapping("/duties")
    List<NotificationDuty> duties(@PathVariable String number) {
        return duties.of(incident(number).id());
    }

    @Operation(
            summary = "List the messages about an incident, oldest first",
            description = "Also those that were not sent, with the reason.")
    @GetMapping("/messages")
    List<Message> messages(@PathVariable String number) {
        return messages.of(incident(number).number());
    }

    @Operation(
            summary = "Record a legal decision about a duty",
            description =
                    "`SUSPENDED` until a time, `NOT_APPLICABLE`, or `RESUMED`. Whoever works on the duty is interrupted. The"
                            + " deadline stands still while a duty is suspended.")
    @PostMapping(path = "/duties/{duty}/suspension", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('executive', 'incident-commander')")
    NotificationDuty decide(
            @PathVariable String number,
            @PathVariable Duty duty,
            @Valid @RequestBody Decision decision,
            Principal recordedBy) {
        NotificationDuty owed = duties.of(incident(number).id()).stream()
                .filter(one -> one.duty() == duty)
                .findFirst()
                .orElseThrow(() -> new NotFound("The incident has no such duty"));
        return duties.decide(owed.id(), decision.taken(), recordedBy.getName(), true);
    }

    record Decision(
            @NotNull(message = "must be SUSPENDED, NOT_APPLICABLE or RESUMED") DutyDecision.@Nullable Kind decision,
            @Nullable Instant suspendedUntil,
            @NotBlank(message = "say whose decision it is")
                    @Size(max = 200, message = "may be 200 characters long at most")
                    @Nullable
                    String decidedBy,
            @NotBlank(message = "give the reason")
                    @Size(max = 4000, message = "may be 4,000 characters long at most")
                    @Nullable
                    String reason) {

        DutyDecision taken() {
            return new DutyDecision(
                    Objects.requireNonNull(decision),
                    decision == DutyDecision.Kind.SUSPENDED ? suspendedUntil : null,
                    Objects.requireNonNull(reason),
                    Objects.requireNonNull(decidedBy));
        }
    }

    private Incident incident(String number) {
        return incidents.known(number).orElseThrow(() -> new NotFound("There is no incident " + number));
    }
}

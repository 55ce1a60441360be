package io.github.integratedresponse.incident;

import io.github.integratedresponse.incident.IncidentDetail.IncidentLine;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Unacceptable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What responders do with an incident at any stage, outside the tasks they are given. */
@Tag(name = "Incidents")
@RestController
@RequestMapping(
        path = "/api/v1/incidents/{number}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@PreAuthorize("hasAnyRole('responder', 'incident-commander')")
class IncidentActions {

    private static final String WHY = "must say why, for those who read the timeline later";

    private final Incidents incidents;
    private final SeverityOverride severities;
    private final Reopening reopening;
    private final Merging merging;

    IncidentActions(Incidents incidents, SeverityOverride severities, Reopening reopening, Merging merging) {
        this.incidents = incidents;
        this.severities = severities;
        this.reopening = reopening;
        this.merging = merging;
    }

    record NewSeverity(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Severity severity,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    record Reopened(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason,
            @Schema(description = "Where work begins again; FIRST_RESPONSE when left out") @Nullable Stage stage) {}

    record Merge(
            @Schema(
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description = "The number of the incident that goes on")
                    @Nullable
                    String into,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    @Operation(
            summary = "Change the severity of an incident, with the reason",
            description = "Targets, due dates, priorities and timers follow, and duties to notify that are new begin."
                    + " 409 when the incident is closed or has this severity already.")
    @PostMapping("/severity")
    IncidentLine severity(@PathVariable String number, @RequestBody NewSeverity change, @Nullable Principal person) {
        Incident incident = incidents.knownOrNotFound(number);
        Problems problems = new Problems();
        problems.addIf(change.severity() == null, "severity", "must be one of SEV0, SEV1, SEV2, SEV3, SEV4");
        String reason = Reason.of(change.reason(), WHY, problems);
        if (change.severity() == null || !problems.isEmpty()) {
            throw new Unacceptable(problems.list());
        }
        return IncidentLine.of(severities.override(incident.id(), change.severity(), reason, name(person)));
    }

    @Operation(
            summary = "Take an incident back to an earlier stage, closed or not",
            description =
                    "What still runs is cancelled, and work begins again at the stage. 409 when the stage lies ahead.")
    @PostMapping("/reopen")
    IncidentLine reopen(@PathVariable String number, @RequestBody Reopened reopened, @Nullable Principal person) {
        Incident incident = incidents.knownOrNotFound(number);
        Stage stage = reopened.stage() == null ? Stage.FIRST_RESPONSE : reopened.stage();
        Problems problems = new Problems();
        String reason = Reason.of(reopened.reason(), WHY, problems);
        reopening.check(incident, stage, problems);
        if (!problems.isEmpty()) {
            throw new Unacceptable(problems.list());
        }
        return IncidentLine.of(reopening.reopen(incident.id(), stage, reason, name(person)));
    }

    @Operation(
            summary = "Merge an incident into the one it repeats",
            description =
                    "Its work is cancelled, it is closed as a duplicate, and the other gets its signals and products."
                            + " 409 when one of them is closed.")
    @PostMapping("/merge")
    IncidentLine merge(@PathVariable String number, @RequestBody Merge merge, @Nullable Principal person) {
        Incident incident = incidents.knownOrNotFound(number);
        Problems problems = new Problems();
        String reason = Reason.of(merge.reason(), WHY, problems);
        Optional<Incident> into =
                Optional.ofNullable(merge.into()).map(String::strip).flatMap(incidents::known);
        problems.addIf(into.isEmpty(), "into", "must be the number of an incident, such as INC-2026-000123");
        problems.addIf(into.filter(incident::equals).isPresent(), "into", "is the incident itself");
        if (into.isEmpty() || !problems.isEmpty()) {
            throw new Unacceptable(problems.list());
        }
        return IncidentLine.of(merging.merge(incident.id(), into.get().id(), reason, name(person)));
    }

    private static String name(@Nullable Principal person) {
        return person == null ? "system" : person.getName();
    }
}

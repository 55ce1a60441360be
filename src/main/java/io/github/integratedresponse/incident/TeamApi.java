package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Clearance;
import io.github.integratedresponse.access.Restricting;
import io.github.integratedresponse.access.Restricting.Ground;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may know of a restricted incident. Only its incident commanders change that. */
@Tag(name = "Restricted incidents", description = "Incidents that only their team may know of")
@RestController
@RequestMapping(path = "/api/v1/incidents/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
class TeamApi {

    private static final String WHY = "must say why";
    private static final Duration LONGEST_NEED_TO_KNOW = Duration.ofDays(90);

    private final Incidents incidents;
    private final Confidentiality confidentiality;
    private final Restricting restricting;
    private final Restrictions restrictions;
    private final Responders responders;
    private final Clock clock;

    TeamApi(
            Incidents incidents,
            Confidentiality confidentiality,
            Restricting restricting,
            Restrictions restrictions,
            Responders responders,
            Clock clock) {
        this.incidents = incidents;
        this.confidentiality = confidentiality;
        this.restricting = restricting;
        this.restrictions = restrictions;
        this.responders = responders;
        this.clock = clock;
    }

    /** @param codeName what the incident is called where its number must not be shown; null when it is not restricted */
    record Team(@Nullable String codeName, List<Clearance> mayKnow) {}

    record Marked(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    record Member(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String person,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    record Knowing(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "The id of an auditor") @Nullable
                    String person,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "At most 90 days from now") @Nullable
                    Instant until) {}

    @Operation(summary = "Show who may know of a restricted incident")
    @GetMapping("/team")
    Team team(@PathVariable String number) {
        Incident incident = incidents.knownOrNotFound(number);
        return restrictions
                .codeName(incident.id())
                .map(codeName -> new Team(codeName, restricting.clearances(incident.id())))
                .orElseGet(() -> new Team(null, List.of()));
    }

    @Operation(
            summary = "Restrict an incident to its team",
            description = "Those who lead it and you are the team at first. 409 when it is restricted already.")
    @PutMapping(path = "/restriction", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('incident-commander')")
    Team restrict(@PathVariable String number, @RequestBody Marked marked, Principal person) {
        Incident incident = incidents.knownOrNotFound(number);
        Problems problems = new Problems();
        String reason = Reason.of(marked.reason(), WHY, problems);
        problems.throwIfAny();
        if (restrictions.restricted(incident.id())) {
            throw conflict("number", "is restricted already");
        }
        confidentiality.restrict(incident, Ground.CONFIDENTIAL, reason, person.getName());
        return team(number);
    }

    @Operation(summary = "Lift the restriction of an incident", description = "409 when it is not restricted.")
    @DeleteMapping("/restriction")
    @PreAuthorize("hasRole('incident-commander')")
    Team lift(@PathVariable String number, @RequestParam @Nullable String reason, Principal person) {
        Incident incident = restricted(number, person);
        Problems problems = new Problems();
        String why = Reason.of(reason, WHY, problems);
        problems.throwIfAny();
        confidentiality.lift(incident, why, person.getName());
        return team(number);
    }

    @Operation(
            summary = "Add a person to the team",
            description = "Whoever is given a task of the incident joins by that; this is for the others.")
    @PostMapping(path = "/team", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('incident-commander')")
    Team add(@PathVariable String number, @RequestBody Member member, Principal person) {
        Incident incident = restricted(number, person);
        Problems problems = new Problems();
        String joins = person(member.person(), problems);
        String reason = Reason.of(member.reason(), WHY, problems);
        problems.throwIfAny();
        confidentiality.join(incident.id(), joins, reason, person.getName());
        return team(number);
    }

    @Operation(
            summary = "Take a person out of those who may know",
            description = "A team member, or an auditor who was let know. At once, whatever they have open.")
    @DeleteMapping({"/team/{member}", "/need-to-know/{member}"})
    @PreAuthorize("hasRole('incident-commander')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String number, @PathVariable String member, Principal person) {
        Incident incident = restricted(number, person);
        if (member.equals(person.getName())) {
            throw conflict(
                    "member", "somebody else on the team has to take you out, so that nobody is left alone with it");
        }
        if (!confidentiality.revoke(incident.id(), member, person.getName())) {
            throw new NotFound("This person is not among those who may know");
        }
    }

    @Operation(
            summary = "Let an auditor know of a restricted incident until a date",
            description = "They read everything of it and change nothing.")
    @PostMapping(path = "/need-to-know", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('incident-commander')")
    Team letKnow(@PathVariable String number, @RequestBody Knowing knowing, Principal person) {
        Incident incident = restricted(number, person);
        Problems problems = new Problems();
        String auditor = person(knowing.person(), problems);
        problems.addIf(
                !auditor.isEmpty() && !responders.hasRole(auditor, Responders.AUDITOR), "person", "must be an auditor");
        String reason = Reason.of(knowing.reason(), WHY, problems);
        Instant until = knowing.until();
        Instant now = clock.instant();
        problems.addIf(
                until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST_NEED_TO_KNOW)),
                "until",
                "must lie ahead, by " + LONGEST_NEED_TO_KNOW.toDays() + " days at most");
        problems.throwIfAny();
        confidentiality.letKnow(
                incident.id(), auditor, reason, person.getName(), java.util.Objects.requireNonNull(until));
        return team(number);
    }

    /** Only those of the team get this far: for anybody else there is no such incident. */
    private Incident restricted(String number, Principal person) {
        Incident incident = incidents.knownOrNotFound(number);
        boolean member = restricting.clearances(incident.id()).stream()
                .anyMatch(known -> known.person().equals(person.getName()) && known.kind() == Clearance.Kind.TEAM);
        if (!restrictions.restricted(incident.id()) || !member) {
            throw conflict("number", "is not restricted");
        }
        return incident;
    }

    private static Conflict conflict(String field, String message) {
        return new Conflict(List.of(new Problem(field, message)));
    }

    private String person(@Nullable String given, Problems problems) {
        String person = given == null ? "" : given.strip();
        problems.addIf(person.isEmpty() || !responders.exists(person), "person", "must be the id of a person");
        return person;
    }
}

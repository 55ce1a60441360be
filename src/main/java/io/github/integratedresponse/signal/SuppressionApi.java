package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.signal.Silencing.Amendment;
import io.github.integratedresponse.signal.Silencing.Wish;
import io.github.integratedresponse.signal.Suppression.Kind;
import io.github.integratedresponse.signal.SuppressionTable.Counted;
import io.github.integratedresponse.signal.SuppressionTable.Filter;
import io.github.integratedresponse.signal.SuppressionTable.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Suppressions", description = "Signals that are kept from opening or joining incidents for a while")
@RestController
@RequestMapping(path = "/api/v1/suppressions", produces = MediaType.APPLICATION_JSON_VALUE)
class SuppressionApi {

    private static final String MAY_SILENCE =
            "hasAnyRole('incident-commander', 'security-operations-manager', 'administrator')";

    private static final Set<String> SILENCERS =
            Set.of("ROLE_incident-commander", "ROLE_security-operations-manager", "ROLE_administrator");

    private static final int MOST_LATEST = 10;

    private final Silencing silencing;
    private final SuppressionTable table;
    private final SuppressionPreview preview;
    private final QuietSignals quiet;
    private final WantedSuppression wanted;
    private final Clock clock;

    SuppressionApi(
            Silencing silencing,
            SuppressionTable table,
            SuppressionPreview preview,
            QuietSignals quiet,
            WantedSuppression wanted,
            Clock clock) {
        this.silencing = silencing;
        this.table = table;
        this.preview = preview;
        this.quiet = quiet;
        this.wanted = wanted;
        this.clock = clock;
    }

    record Wanted(
            @Schema(
                            allowableValues = {"SNOOZE", "SUPPRESS"},
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    @Nullable
                    String kind,
            @Schema(
                            description = "The id of the person who answers for it",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    @Nullable
                    String owner,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason,
            @Schema(
                            description = "In the future, at most 366 days ahead",
                            format = "date-time",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    @Nullable
                    String endsAt,
            @Schema(description = "Exactly as signals have it") @Nullable String source,
            @Schema(description = "The whole finding type, in any case") @Nullable String findingType,
            @Schema(description = "Stands for its sub-techniques too") @Nullable String technique,
            @Schema(description = "The id of a product of the registry") @Nullable String product,
            @Schema(description = "The whole id of a resource, in any case") @Nullable String resource,
            @Schema(description = "The value of an observable, in any case") @Nullable String observable,
            @Schema(description = "The name of an actor, in any case") @Nullable String actor,
            @Schema(description = "The worst OCSF severity that is covered, 4 (high) where none is given") @Nullable
                    Integer upToSeverityId) {

        Map<Criterion, @Nullable String> about() {
            Map<Criterion, @Nullable String> about = new EnumMap<>(Criterion.class);
            about.put(Criterion.SOURCE, source);
            about.put(Criterion.FINDING_TYPE, findingType);
            about.put(Criterion.TECHNIQUE, technique);
            about.put(Criterion.PRODUCT, product);
            about.put(Criterion.RESOURCE, resource);
            about.put(Criterion.OBSERVABLE, observable);
            about.put(Criterion.ACTOR, actor);
            return about;
        }
    }

    record Amended(
            @Nullable String owner, @Nullable String reason, @Schema(format = "date-time") @Nullable String endsAt) {}

    @Operation(
            summary = "Keep signals from opening or joining incidents until a date",
            description =
                    "`SNOOZE` lets them wait: when it is over, those that their source has not closed meanwhile are"
                            + " placed as if they had just come. `SUPPRESS` only keeps them. Everything that is given about signals"
                            + " must hold, and at least one thing must be given. Signals that are worse than `upToSeverityId` come"
                            + " through. Nothing that was placed before changes. The audit log records it.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(MAY_SILENCE)
    ResponseEntity<SuppressionDetail> make(@RequestBody Wanted body, Principal person) {
        long id = silencing.make(
                new Wish(body.kind(), body.owner(), body.reason(), body.endsAt(), body.about(), body.upToSeverityId()),
                person.getName());
        return ResponseEntity.created(URI.create("/api/v1/suppressions/" + id)).body(one(id));
    }

    @Operation(
            summary = "Say what a suppression would have covered",
            description =
                    "Of the signals of the last 30 days, the latest 10,000 that it is about, and the incidents that are"
                            + " worked on and have some of them; what you may not know of is left out. Nothing is kept. Only what"
                            + " it is about and the severity count, so everything else may be missing.")
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(MAY_SILENCE)
    SuppressionPreview.Found preview(@RequestBody Wanted body) {
        Problems problems = new Problems();
        Scope scope = wanted.scope(body.about(), body.upToSeverityId(), problems);
        problems.throwIfAny();
        return preview.of(scope);
    }

    @Operation(
            summary = "List suppressions",
            description = "With `state=ACTIVE` those in force, the one that ends next first; else the latest end first."
                    + " `endsWithin` narrows to those in force that end within so many days.")
    @GetMapping
    Page<SuppressionLine> list(
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable Integer endsWithin,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        problems.addIf(
                endsWithin != null && (endsWithin < 0 || endsWithin > WantedSuppression.LONGEST_DAYS),
                "endsWithin",
                "must be between 0 and " + WantedSuppression.LONGEST_DAYS + " days");
        problems.throwIfAny();
        Instant now = clock.instant();
        Filter filter =
                new Filter(state, kind, owner, endsWithin == null ? null : now.plus(Duration.ofDays(endsWithin)));
        return table.page(filter, asked, now).map(counted -> SuppressionLine.of(counted, now));
    }

    /** Who asks, and whether they may keep signals quiet. */
    record Permission(String person, boolean maySilence) {}

    @Operation(summary = "Say who you are, and whether you may keep signals quiet")
    @GetMapping("/me")
    Permission me(Authentication person) {
        return new Permission(
                person.getName(),
                person.getAuthorities().stream().anyMatch(authority -> SILENCERS.contains(authority.getAuthority())));
    }

    @Operation(
            summary = "Show a suppression",
            description = "With what was changed of it, and the last signals that it kept quiet.")
    @GetMapping("/{id}")
    SuppressionDetail one(@PathVariable long id) {
        Counted counted = table.counted(id).orElseThrow(() -> new NotFound("There is no suppression " + id));
        return new SuppressionDetail(
                SuppressionLine.of(counted, clock.instant()), quiet.latest(id, MOST_LATEST), table.changes(id));
    }

    @Operation(
            summary = "Change who owns a suppression, why it is there, or when it ends",
            description = "What it is about stays; end it and make another one for that. 409 when it is over. What was"
                    + " changed stays listed, and the audit log records it.")
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(MAY_SILENCE)
    SuppressionDetail change(@PathVariable long id, @RequestBody Amended body, Principal person) {
        silencing.change(id, new Amendment(body.owner(), body.reason(), body.endsAt()), person.getName());
        return one(id);
    }

    @Operation(
            summary = "End a suppression now",
            description =
                    "Nothing is deleted: it stays listed. What a snooze held back is placed. 409 when it is over.")
    @DeleteMapping("/{id}")
    @PreAuthorize(MAY_SILENCE)
    SuppressionDetail end(
            @PathVariable long id, @RequestParam(required = false) @Nullable String reason, Principal person) {
        silencing.end(id, reason, person.getName());
        return one(id);
    }
}

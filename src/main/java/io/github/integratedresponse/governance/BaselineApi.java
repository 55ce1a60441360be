package io.github.integratedresponse.governance;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Baselines", description = "The versions of the security standard, and how they are adopted")
@RestController
@RequestMapping(path = "/api/v1/baselines", produces = MediaType.APPLICATION_JSON_VALUE)
class BaselineApi {

    private final Baselines baselines;
    private final Incidents incidents;
    private final Impact impact;
    private final RollOuts rollOuts;
    private final Adoption adoption;
    private final Restrictions restrictions;

    BaselineApi(
            Baselines baselines,
            Incidents incidents,
            Impact impact,
            RollOuts rollOuts,
            Adoption adoption,
            Restrictions restrictions) {
        this.baselines = baselines;
        this.incidents = incidents;
        this.impact = impact;
        this.rollOuts = rollOuts;
        this.adoption = adoption;
        this.restrictions = restrictions;
    }

    @Operation(
            summary = "List baselines, latest first",
            description =
                    "Published ones, unless `state` asks for drafts or rejected ones. `control` finds those that concern it,"
                            + " `incident` those that an incident led to.")
    @GetMapping
    Page<Summary> list(
            @RequestParam(required = false) Baseline.@Nullable State state,
            @RequestParam(required = false) @Nullable String control,
            @RequestParam(required = false) @Nullable String incident,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        var filter = new Baselines.Filter(state == null ? Baseline.State.PUBLISHED : state, control, incident);
        return baselines.page(filter, PageRequest.of(page, size)).map(this::summary);
    }

    @Operation(summary = "Show a baseline with its impact, roll-out and adoption")
    @GetMapping("/{version}")
    Detail one(@PathVariable String version) {
        return baselines
                .byVersion(version)
                .filter(it -> it.state() == Baseline.State.PUBLISHED || restrictions.visible(it.incidentId()))
                .map(this::detail)
                .orElseThrow(() -> new NotFound("There is no such baseline"));
    }

    private Summary summary(Baseline it) {
        return new Summary(
                it.version(),
                it.state(),
                it.kind(),
                it.title(),
                it.controlIds(),
                incident(it),
                it.publishedAt(),
                adoption.last(it.id()).map(BaselineApi::measured).orElse(null),
                it.adoptionOutcome());
    }

    private Detail detail(Baseline it) {
        return new Detail(
                summary(it),
                it.scopeTags(),
                it.changes(),
                impact.of(it.id()),
                rollOuts.of(it.id()).stream()
                        .map(rollOut -> new RolledOut(
                                rollOut.division(),
                                rollOut.state(),
                                rollOut.progress(),
                                rollOut.evidence(),
                                rollOut.exceptionReason(),
                                rollOut.exceptionUntil()))
                        .toList(),
                adoption.of(it.id()).stream().map(BaselineApi::measured).toList(),
                adoption.target(),
                it.adoptionReason());
    }

    private String incident(Baseline it) {
        Incident incident = incidents.byId(it.incidentId());
        return java.util.Objects.requireNonNull(restrictions.nameFor(incident.id(), incident.number()));
    }

    private static Measured measured(Adoption.Measurement it) {
        return new Measured(it.measuredAt(), it.adopted(), it.inScope(), it.share());
    }

    record Summary(
            @Nullable String version,
            Baseline.State state,
            ControlDecision kind,
            String title,
            List<String> controls,
            String incident,
            @Nullable Instant publishedAt,
            @Nullable Measured adoption,
            Baseline.@Nullable AdoptionOutcome adoptionOutcome) {}

    /** @param adoptionTarget the share, 0 to 1, at which a baseline counts as adopted */
    record Detail(
            @com.fasterxml.jackson.annotation.JsonUnwrapped Summary summary,
            List<String> scopeTags,
            List<Baseline.Change> changes,
            List<Impact.OnDivision> impact,
            List<RolledOut> rollOuts,
            List<Measured> measurements,
            double adoptionTarget,
            @Nullable String adoptionReason) {}

    record RolledOut(
            String division,
            String state,
            int progress,
            @Nullable String evidence,
            @Nullable String exceptionReason,
            @Nullable LocalDate exceptionUntil) {}

    record Measured(Instant measuredAt, int adopted, int inScope, double share) {}
}

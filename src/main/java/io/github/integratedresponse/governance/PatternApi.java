package io.github.integratedresponse.governance;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Patterns", description = "What the loop has learned to recognise at triage")
@RestController
@RequestMapping(path = "/api/v1/patterns", produces = MediaType.APPLICATION_JSON_VALUE)
class PatternApi {

    private final LearnedPatterns patterns;
    private final Restrictions restrictions;

    PatternApi(LearnedPatterns patterns, Restrictions restrictions) {
        this.patterns = patterns;
        this.restrictions = restrictions;
    }

    @Operation(
            summary = "List patterns, latest first",
            description = "`learnedFrom` is the number of an incident; `state` is draft, approved, live or dropped.")
    @GetMapping
    Page<Shown> list(
            @RequestParam(required = false) LearnedPattern.@Nullable State state,
            @RequestParam(required = false) @Nullable String findingType,
            @RequestParam(required = false) @Nullable String technique,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable String learnedFrom,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        var filter = new LearnedPatterns.Filter(state, findingType, technique, division, learnedFrom);
        return patterns.page(filter, PageRequest.of(page, size)).map(this::shown);
    }

    @Operation(summary = "Show a pattern")
    @GetMapping("/{number}")
    Shown one(@PathVariable String number) {
        return patterns.byNumber(number)
                .filter(it -> it.state() == LearnedPattern.State.LIVE || restrictions.visible(it.incidentId()))
                .map(this::shown)
                .orElseThrow(() -> new NotFound("There is no such pattern"));
    }

    private Shown shown(LearnedPattern it) {
        return new Shown(
                it.number(),
                it.state(),
                it.findingType(),
                it.technique(),
                it.division(),
                it.severityFloor(),
                restrictions.nameFor(it.incidentId(), it.learnedFrom()),
                it.repairItem(),
                it.comment(),
                it.decidedBy(),
                it.decisionVersion(),
                it.liveAt());
    }

    /** @param decisionVersion version of {@code known-patterns} that was deployed with it */
    record Shown(
            String number,
            LearnedPattern.State state,
            String findingType,
            String technique,
            @Nullable String division,
            Severity severityFloor,
            @Nullable String learnedFrom,
            String repairItem,
            @Nullable String comment,
            @Nullable String decidedBy,
            @Nullable Integer decisionVersion,
            @Nullable Instant liveAt) {}
}

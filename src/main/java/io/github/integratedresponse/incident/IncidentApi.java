package io.github.integratedresponse.incident;

import io.github.integratedresponse.incident.IncidentDetail.IncidentLine;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
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

@Tag(name = "Incidents", description = "Incidents, from the first signal to what was learned")
@RestController
@RequestMapping(path = "/api/v1/incidents", produces = MediaType.APPLICATION_JSON_VALUE)
class IncidentApi {

    private final Incidents incidents;
    private final IncidentSearch search;
    private final IncidentDetails details;
    private final Timeline timeline;

    IncidentApi(Incidents incidents, IncidentSearch search, IncidentDetails details, Timeline timeline) {
        this.incidents = incidents;
        this.search = search;
        this.details = details;
        this.timeline = timeline;
    }

    @Operation(
            summary = "List incidents, opened last first",
            description =
                    "`q` finds any part of number, title, summary or finding type; `product` is the id and `division` the"
                            + " division of an affected product; `openedFrom` is included, `openedTo` is not; `closed=false` leaves those"
                            + " that are worked on.")
    @GetMapping
    Page<IncidentLine> list(
            @RequestParam(required = false) @Nullable Stage stage,
            @RequestParam(required = false) @Nullable Severity severity,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable Tlp tlp,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Instant openedFrom,
            @RequestParam(required = false) @Nullable Instant openedTo,
            @RequestParam(required = false) @Nullable Boolean closed,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        problems.addUnlessInCalendar("openedFrom", openedFrom);
        problems.addUnlessInCalendar("openedTo", openedTo);
        problems.throwIfAny();
        var filter =
                new IncidentSearch.Filter(stage, severity, product, division, tlp, q, openedFrom, openedTo, closed);
        return search.page(filter, asked).map(IncidentLine::of);
    }

    @Operation(
            summary = "Show an incident",
            description =
                    "With its signals, products and severity history, and under `trace` what became of it round the loop.")
    @GetMapping("/{number}")
    IncidentDetail one(@PathVariable String number) {
        return details.of(incidents.knownOrNotFound(number));
    }

    @Operation(
            summary = "Show what happened to an incident",
            description = "The oldest first, or the newest with `order=NEWEST`.")
    @GetMapping("/{number}/timeline")
    Page<Timeline.Line> timeline(
            @PathVariable String number,
            @RequestParam(required = false) Timeline.@Nullable Order order,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        return timeline.page(
                incidents.knownOrNotFound(number).id(), order == null ? Timeline.Order.OLDEST : order, asked);
    }
}

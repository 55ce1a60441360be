package io.github.integratedresponse.review;

import io.github.integratedresponse.process.CsvExports;
import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.review.PromisedReviews.Filter;
import io.github.integratedresponse.review.PromisedReviews.Kind;
import io.github.integratedresponse.review.PromisedReviews.Line;
import io.github.integratedresponse.review.PromisedReviews.Progress;
import io.github.integratedresponse.sla.SlaFigures;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@Tag(name = "Reviews", description = "Security LiveSite Reviews")
@RestController
@RequestMapping(
        path = "/api/v1/reviews",
        produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.TYPE})
class PromisedReviewApi {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;

    private static final List<String> COLUMNS = List.of(
            "kind",
            "number",
            "incident",
            "title",
            "severity",
            "division",
            "state",
            "progress",
            "openedAt",
            "scheduledFor",
            "dueAt",
            "heldAt",
            "lateSeconds",
            "publishDueAt",
            "publishedAt",
            "publishLateSeconds");

    private final PromisedReviews reviews;
    private final CsvExports exports;

    PromisedReviewApi(PromisedReviews reviews, CsvExports exports) {
        this.reviews = reviews;
        this.exports = exports;
    }

    @Operation(
            summary = "List livesite, operations and health reviews with what was promised of them",
            description = "What is still to be held first, by its due date; then what was held, the latest first."
                    + " `held` is false for what is still to be held. `from` and `to` (the day after the last) are days in UTC on which a review was held, is due or, where"
                    + " nothing was promised, was opened. As CSV with `Accept: text/csv` or `format=csv`, ten thousand at"
                    + " most; that is an export, which the audit log records.")
    @GetMapping
    @PreAuthorize(SlaFigures.MAY_READ)
    @Nullable
    Page<Line> list(
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable Progress progress,
            @RequestParam(required = false) @Nullable Boolean held,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            @Parameter(description = "`csv` or `json`") @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        boolean csv = CsvTable.asked(format, exchange.getHeader(HttpHeaders.ACCEPT), problems);
        check("from", from, problems);
        check("to", to, problems);
        problems.addIf(from != null && to != null && !from.isBefore(to), "from", "must lie before to");
        problems.throwIfAny();
        Filter filter = new Filter(kind, division, progress, held, from, to);
        if (!csv) {
            return reviews.page(filter, asked);
        }
        export(filter, exchange);
        return null;
    }

    private static void check(String field, @Nullable LocalDate day, Problems problems) {
        problems.addIf(
                day != null && (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR),
                field,
                "must lie between the years %d and %d".formatted(FIRST_YEAR, LAST_YEAR));
    }

    private void export(Filter filter, ServletWebRequest exchange) throws IOException {
        exports.tell("reviews", "Reviews", filter, exchange);
        List<Line> lines =
                reviews.page(filter, new PageRequest(0, CsvExports.MOST)).items();
        try (CsvTable table = new CsvTable("reviews", COLUMNS, Objects.requireNonNull(exchange.getResponse()))) {
            for (Line line : lines) {
                table.add(
                        line.kind(),
                        line.number(),
                        line.incident(),
                        line.title(),
                        line.severity(),
                        line.division(),
                        line.state(),
                        line.progress(),
                        line.openedAt(),
                        line.scheduledFor(),
                        line.dueAt(),
                        line.heldAt(),
                        line.lateSeconds(),
                        line.publishDueAt(),
                        line.publishedAt(),
                        line.publishLateSeconds());
            }
        }
    }
}

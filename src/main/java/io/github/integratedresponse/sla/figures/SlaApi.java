package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.sla.SlaFigures;
import io.github.integratedresponse.sla.SlaFigures.Adherence;
import io.github.integratedresponse.sla.SlaFigures.Ageing;
import io.github.integratedresponse.sla.SlaFigures.Breach;
import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Cell;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Kept;
import io.github.integratedresponse.sla.SlaFigures.Matrix;
import io.github.integratedresponse.sla.SlaFigures.Open;
import io.github.integratedresponse.sla.SlaFigures.OpenClock;
import io.github.integratedresponse.sla.SlaFigures.OpenCounts;
import io.github.integratedresponse.sla.SlaFigures.Paused;
import io.github.integratedresponse.sla.SlaFigures.Pauses;
import io.github.integratedresponse.sla.SlaFigures.Punctual;
import io.github.integratedresponse.sla.SlaFigures.Recurrence;
import io.github.integratedresponse.sla.SlaFigures.Repairs;
import io.github.integratedresponse.sla.SlaFigures.Reviews;
import io.github.integratedresponse.sla.SlaFigures.Risk;
import io.github.integratedresponse.sla.SlaFigures.Story;
import io.github.integratedresponse.sla.SlaFigures.Times;
import io.github.integratedresponse.sla.SlaFigures.Took;
import io.github.integratedresponse.sla.SlaFigures.Values;
import io.github.integratedresponse.sla.Weeks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@Tag(
        name = "Clocks",
        description = "How promises are kept. Figures are about whole ISO weeks in UTC: `from` and `to` are rounded to"
                + " them, the answer says which they are, and without them it is the last thirteen weeks. As CSV with"
                + " `Accept: text/csv` or `format=csv`; that is an export, which the audit log records.")
@RestController
@RequestMapping(
        path = "/api/v1/sla",
        produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.TYPE})
class SlaApi {

    private static final String MAY_READ_FIGURES = SlaFigures.MAY_READ;
    private static final String MAY_READ_CLOCKS = "hasAnyRole('security-operations-manager', 'executive', 'auditor',"
            + " 'process-owner', 'governance-analyst', 'incident-commander', 'administrator', 'responder')";

    private static final String FORMAT = "`csv` or `json`";
    private static final int MOST_EXPORTED = 10_000;
    private static final int MOST_VALUES = 500;

    private final SlaFigures figures;
    private final AuditLog log;
    private final Clock clock;

    SlaApi(SlaFigures figures, AuditLog log, Clock clock) {
        this.figures = figures;
        this.log = log;
        this.clock = clock;
    }

    @Operation(
            summary = "Adherence: promises kept in time, of those that were due",
            description =
                    "A promise counts in the week in which its fate was decided. One called off after its time is"
                            + " as broken as one kept late. `page` and `size` are for products and owners; other groups come all at once.")
    @GetMapping("/adherence")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Adherence adherence(
            @RequestParam(defaultValue = "CLOCK") By by,
            @ParameterObject Filter filter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        Weeks weeks = Weeks.of(from, to, clock, problems);
        PageRequest asked = PageRequest.of(page, size, problems);
        boolean csv = csv(format, exchange, problems);
        Adherence found = figures.adherence(weeks, by, filter, asked);
        return csv ? export("adherence", Kept.class, found.groups(), exchange) : found;
    }

    @Operation(
            summary = "Adherence of each clock at each severity",
            description =
                    "Where promises are kept and where not; cells in which nothing was due or called off are left out.")
    @GetMapping("/matrix")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Matrix matrix(
            @ParameterObject Filter filter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        Weeks weeks = Weeks.of(from, to, clock, problems);
        boolean csv = csv(format, exchange, problems);
        Matrix found = figures.matrix(weeks, filter);
        return csv ? export("matrix", Cell.class, found.cells(), exchange) : found;
    }

    @Operation(
            summary = "Tell what figures can be narrowed to",
            description =
                    "`of` is `CLOCK`, `DIVISION`, `PRODUCT`, `OWNER` or `REGION`; `containing` is a part of the name,"
                            + " `limit` the most that are told, 50 where it is left out.")
    @GetMapping(path = "/values", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(MAY_READ_FIGURES)
    Values values(
            @RequestParam By of,
            @RequestParam(defaultValue = "") String containing,
            @RequestParam(defaultValue = "50") int limit) {
        new Problems()
                .addIf(!KnownValues.TOLD.contains(of), "of", "must be CLOCK, DIVISION, PRODUCT, OWNER or REGION")
                .addIf(limit < 1 || limit > MOST_VALUES, "limit", "must be between 1 and " + MOST_VALUES)
                .throwIfAny();
        return figures.values(of, containing, limit);
    }

    @Operation(
            summary = "Times to detect, acknowledge, contain, mitigate and recover",
            description = "Of what was done in the period. Percentiles are values that occurred, nothing in between."
                    + " `by` is `WEEK`, `SEVERITY` or `DIVISION`; without it, all at once.")
    @GetMapping("/times")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Times times(
            @RequestParam(required = false) @Nullable By by,
            @ParameterObject Filter filter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        problems.addIf(
                by != null && by != By.WEEK && by != By.SEVERITY && by != By.DIVISION,
                "by",
                "must be WEEK, SEVERITY or DIVISION");
        Weeks weeks = Weeks.of(from, to, clock, problems);
        boolean csv = csv(format, exchange, problems);
        Times found = figures.times(weeks, by, filter);
        return csv ? export("times", Took.class, found.groups(), exchange) : found;
    }

    @Operation(summary = "Count open clocks: how many run, stand still, are at risk and past their time")
    @GetMapping("/open")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    OpenCounts open(
            @ParameterObject Filter filter,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        boolean csv = csv(format, exchange, new Problems());
        OpenCounts found = figures.open(filter);
        return csv ? export("open", Open.class, found.groups(), exchange) : found;
    }

    @Operation(
            summary = "List open clocks, the worst first",
            description =
                    "Those that are late by most, then those that are due soonest, at last those that stand still."
                            + " Clocks of restricted incidents are listed for their team. As CSV, the first 10,000 of them.")
    @GetMapping("/clocks")
    @PreAuthorize(MAY_READ_CLOCKS)
    @Nullable
    Page<OpenClock> clocks(
            @ParameterObject Filter filter,
            @RequestParam(required = false) @Nullable Risk risk,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        if (csv(format, exchange, problems)) {
            return export("clocks", OpenClock.class, all(some -> figures.openClocks(filter, risk, some)), exchange);
        }
        return figures.openClocks(filter, risk, asked);
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> all = new ArrayList<>();
        Page<T> some;
        do {
            some = list.apply(new PageRequest(all.size() / PageRequest.LARGEST, PageRequest.LARGEST));
            all.addAll(some.items());
        } while (some.items().size() == PageRequest.LARGEST && all.size() < MOST_EXPORTED);
        return all;
    }

    @Operation(
            summary = "List promises that were due in the period and broken, the worst first",
            description =
                    "Kept late, called off late, or still open. Those of restricted incidents are listed for their team."
                            + " As CSV, the first 10,000 of them.")
    @GetMapping("/breaches")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Page<Breach> breaches(
            @ParameterObject Filter filter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        Weeks weeks = Weeks.of(from, to, clock, problems);
        PageRequest asked = PageRequest.of(page, size, problems);
        if (csv(format, exchange, problems)) {
            return export("breaches", Breach.class, all(some -> figures.breaches(weeks, filter, some)), exchange);
        }
        return figures.breaches(weeks, filter, asked);
    }

    @Operation(summary = "Show a clock, with its ledger and the times it stood still")
    @GetMapping(path = "/clocks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(MAY_READ_CLOCKS)
    Story one(@PathVariable long id) {
        return figures.clock(id).orElseThrow(() -> new NotFound("There is no such clock"));
    }

    @Operation(
            summary = "Add up how long clocks stood still, by clock and reason",
            description = "Pauses that began in the period; those that go on count up to now.")
    @GetMapping("/pauses")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Pauses pauses(
            @ParameterObject Filter filter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        Weeks weeks = Weeks.of(from, to, clock, problems);
        boolean csv = csv(format, exchange, problems);
        Pauses found = figures.pauses(weeks, filter);
        return csv ? export("pauses", Paused.class, found.groups(), exchange) : found;
    }

    @Operation(summary = "Tell how old open repair items are, by the phase they are in")
    @GetMapping("/repairs")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Repairs repairs(
            @ParameterObject Filter filter,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        boolean csv = csv(format, exchange, new Problems());
        Repairs found = figures.repairs(filter);
        return csv ? export("repairs", Ageing.class, found.groups(), exchange) : found;
    }

    @Operation(
            summary = "Tell how punctual reviews are, by week",
            description =
                    "Security LiveSite Reviews held and published, operations reviews and health reviews held, each in"
                            + " the week in which it was decided whether it came in time.")
    @GetMapping("/reviews")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Reviews reviews(
            @ParameterObject Filter filter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        Weeks weeks = Weeks.of(from, to, clock, problems);
        boolean csv = csv(format, exchange, problems);
        Reviews found = figures.reviews(weeks, filter);
        return csv ? export("reviews", Punctual.class, found.groups(), exchange) : found;
    }

    @Operation(
            summary = "Count incidents that repeat what had been met before",
            description =
                    "Of the incidents opened in the period: how many a learned pattern recognised, and how many had"
                            + " a root cause of the kind that an earlier incident had, about the same kind of finding or the same control."
                            + " The filter is severity and division.")
    @GetMapping("/recurrence")
    @PreAuthorize(MAY_READ_FIGURES)
    @Nullable
    Recurrence recurrence(
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @Parameter(description = FORMAT) @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        Weeks weeks = Weeks.of(from, to, clock, problems);
        boolean csv = csv(format, exchange, problems);
        Recurrence found =
                figures.recurrence(weeks, new Filter(null, null, null, severity, division, null, null, null));
        return csv ? export("recurrence", Recurrence.class, List.of(found), exchange) : found;
    }

    /** @throws io.github.integratedresponse.process.InvalidInput with everything that is wrong with the request */
    private static boolean csv(@Nullable String format, ServletWebRequest exchange, Problems problems) {
        boolean csv = CsvTable.asked(format, exchange.getHeader(HttpHeaders.ACCEPT), problems);
        problems.throwIfAny();
        return csv;
    }

    /** Writes the answer itself, so that nothing is left to be returned. */
    private <T, R extends Record> @Nullable T export(
            String what, Class<R> type, List<R> rows, ServletWebRequest exchange) throws IOException {
        String asked = exchange.getParameterMap().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("format"))
                .map(parameter -> parameter.getKey() + " " + String.join(",", parameter.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        log.append(new AuditEvent(
                Category.EXPORT,
                "sla-figures-exported",
                Objects.requireNonNull(exchange.getRemoteUser()),
                what,
                "SLA " + what + " as CSV, narrowed to " + (asked.isEmpty() ? "nothing" : asked)));
        new FigureTable(type).write("sla-" + what, rows, Objects.requireNonNull(exchange.getResponse()));
        return null;
    }
}

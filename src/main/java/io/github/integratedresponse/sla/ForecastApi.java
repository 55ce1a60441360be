package io.github.integratedresponse.sla;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.sla.Forecasts.Filter;
import io.github.integratedresponse.sla.Forecasts.Forecast;
import io.github.integratedresponse.sla.Forecasts.Order;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Forecast", description = "Which promises are likely to be broken, and how far that can be trusted")
@RestController
@RequestMapping("/api/v1/sla/forecast")
@PreAuthorize(ForecastApi.MAY_READ)
class ForecastApi {

    static final String MAY_READ = "hasAnyRole('security-operations-manager', 'executive', 'incident-commander',"
            + " 'process-owner', 'auditor', 'administrator')";

    private final Forecasts forecasts;
    private final Calibrations calibrations;
    private final AuditLog log;

    ForecastApi(Forecasts forecasts, Calibrations calibrations, AuditLog log) {
        this.forecasts = forecasts;
        this.calibrations = calibrations;
        this.log = log;
    }

    @Operation(
            summary = "List open clocks with the chance that they break their promise",
            description =
                    "From how long like clocks of the last 26 weeks took (Kaplan and Meier), open ones counted. `order` is"
                            + " `CHANCE`, the most likely breach first, or `DUE`, what is due next first. `pressing` leaves only those that go on in time and are past their warning or due within 24 hours. Where too little is known, `reason`"
                            + " says so in place of a chance. Half a minute old or less while it is asked for, five minutes at most, see `asOf`. As CSV, all of them at once, with `Accept:"
                            + " text/csv` or `format=csv`; that is an export, which the audit log records.")
    @GetMapping(params = "format!=csv", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<Forecast> list(
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String businessKey,
            @RequestParam(defaultValue = "false") boolean pressing,
            @RequestParam(required = false) @Nullable Order order,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        check(severity, problems);
        problems.throwIfAny();
        return forecasts.page(
                new Filter(clock, severity, division, product, owner, region, businessKey, pressing),
                orChance(order),
                asked);
    }

    @Operation(hidden = true)
    @GetMapping(produces = CsvTable.TYPE)
    void accepted(
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String businessKey,
            @RequestParam(defaultValue = "false") boolean pressing,
            @RequestParam(required = false) @Nullable Order order,
            Principal person,
            HttpServletResponse response)
            throws IOException {
        export(
                new Filter(clock, severity, division, product, owner, region, businessKey, pressing),
                order,
                person,
                response);
    }

    @Operation(hidden = true)
    @GetMapping(params = "format=csv")
    void asked(
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String businessKey,
            @RequestParam(defaultValue = "false") boolean pressing,
            @RequestParam(required = false) @Nullable Order order,
            Principal person,
            HttpServletResponse response)
            throws IOException {
        export(
                new Filter(clock, severity, division, product, owner, region, businessKey, pressing),
                order,
                person,
                response);
    }

    @Operation(
            summary = "Show how far forecasts can be trusted",
            description =
                    "What would have been forecast of clocks that started after `cut`, a Monday, from what was known at the cut,"
                            + " and what became of them. Computed every night for the cut four weeks ago; earlier ones are kept for a year. In"
                            + " `bins`, clocks of like chances: how large the chance was, and which part of them broke their promise.")
    @GetMapping(path = "/calibration", produces = MediaType.APPLICATION_JSON_VALUE)
    Calibration calibration(
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate cut) {
        new Problems()
                .addIf(
                        cut != null && (cut.getYear() < 1 || cut.getYear() > 9999),
                        "cut",
                        "must lie between the years 1 and 9999")
                .throwIfAny();
        return calibrations.of(clock, cut);
    }

    private void export(Filter filter, @Nullable Order order, Principal person, HttpServletResponse response)
            throws IOException {
        Problems problems = new Problems();
        check(filter.severity(), problems);
        problems.throwIfAny();
        log.append(new AuditEvent(
                Category.EXPORT,
                "forecasts-exported",
                person.getName(),
                null,
                ("Forecasts of open clocks as CSV, narrowed to clock %s, severity %s, division %s, product %s, owner %s, region %s,"
                                + " business key %s, %s")
                        .formatted(
                                any(filter.clock()),
                                any(filter.severity()),
                                any(filter.division()),
                                any(filter.product()),
                                any(filter.owner()),
                                any(filter.region()),
                                any(filter.businessKey()),
                                filter.pressing() ? "pressing ones only" : "all of them")));
        try (ForecastTable table = new ForecastTable(response)) {
            forecasts.matching(filter, orChance(order)).forEach(table::add);
        }
    }

    private static void check(@Nullable String severity, Problems problems) {
        problems.addIf(severity != null && !severity.matches("SEV[0-4]"), "severity", "must be SEV0 to SEV4");
    }

    private static Order orChance(@Nullable Order order) {
        return order == null ? Order.CHANCE : order;
    }

    private static String any(@Nullable String wanted) {
        return wanted == null ? "any" : wanted;
    }
}

package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.CsvExports;
import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.repair.WakingRisks.Filter;
import io.github.integratedresponse.repair.WakingRisks.Line;
import io.github.integratedresponse.sla.SlaFigures;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@Tag(name = "Repair items", description = "What is being repaired, until it is proven")
@RestController
@RequestMapping(
        path = "/api/v1/accepted-risks",
        produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.TYPE})
class AcceptedRiskApi {

    private static final int FURTHEST = 3660;
    private static final List<String> COLUMNS = List.of(
            "item",
            "title",
            "owner",
            "productId",
            "productName",
            "division",
            "incident",
            "review",
            "approver",
            "until",
            "wakesAt",
            "daysLeft",
            "compensatingControl",
            "reason",
            "decidedAt");

    private final WakingRisks risks;
    private final CsvExports exports;

    AcceptedRiskApi(WakingRisks risks, CsvExports exports) {
        this.risks = risks;
        this.exports = exports;
    }

    @Operation(
            summary = "List accepted risks in force, the one that ends next first",
            description = "`days` is how far ahead the last day of the acceptance may lie; on the day after, the repair"
                    + " item is open again. As CSV with `Accept: text/csv` or `format=csv`, ten thousand at most; that is an"
                    + " export, which the audit log records.")
    @GetMapping
    @PreAuthorize(SlaFigures.MAY_READ)
    @Nullable
    Page<Line> list(
            @RequestParam(required = false) @Nullable Integer days,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            @Parameter(description = "`csv` or `json`") @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        boolean csv = CsvTable.asked(format, exchange.getHeader(HttpHeaders.ACCEPT), problems);
        problems.addIf(days != null && (days < 0 || days > FURTHEST), "days", "must be between 0 and " + FURTHEST)
                .throwIfAny();
        Filter filter = new Filter(days, owner, product, division);
        if (!csv) {
            return risks.page(filter, asked);
        }
        export(filter, exchange);
        return null;
    }

    private void export(Filter filter, ServletWebRequest exchange) throws IOException {
        exports.tell("accepted-risks", "Accepted risks", filter, exchange);
        List<Line> lines =
                risks.page(filter, new PageRequest(0, CsvExports.MOST)).items();
        try (CsvTable table = new CsvTable("accepted-risks", COLUMNS, Objects.requireNonNull(exchange.getResponse()))) {
            for (Line line : lines) {
                table.add(
                        line.item(),
                        line.title(),
                        line.owner(),
                        line.productId(),
                        line.productName(),
                        line.division(),
                        line.incident(),
                        line.review(),
                        line.approver(),
                        line.until(),
                        line.wakesAt(),
                        line.daysLeft(),
                        line.compensatingControl(),
                        line.reason(),
                        line.decidedAt());
            }
        }
    }
}

package io.github.integratedresponse.repair;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.CsvExports;
import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.repair.RepairItemSearch.Filter;
import io.github.integratedresponse.repair.RepairItemSearch.Line;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@Tag(name = "Repair items", description = "What is being repaired, until it is proven")
@RestController
@RequestMapping(path = "/api/v1/repair-items", produces = MediaType.APPLICATION_JSON_VALUE)
class RepairItemApi {

    private final RepairItems items;
    private final RepairItemSearch search;
    private final RepairProgress progress;
    private final AcceptedRisks risks;
    private final Restrictions restrictions;
    private final CsvExports exports;

    RepairItemApi(
            RepairItems items,
            RepairItemSearch search,
            RepairProgress progress,
            AcceptedRisks risks,
            Restrictions restrictions,
            CsvExports exports) {
        this.items = items;
        this.search = search;
        this.progress = progress;
        this.risks = risks;
        this.restrictions = restrictions;
        this.exports = exports;
    }

    @Operation(
            summary = "List repair items, by due date",
            description =
                    "`overdue` finds items that are neither closed nor put off by an accepted risk and whose due date"
                            + " has passed, `open` those that are not closed; `incident` is an incident's number, `product` a"
                            + " product's id, `division` that of the product. As CSV with `Accept: text/csv` or `format=csv`,"
                            + " ten thousand at most; that is an export, which the audit log records.")
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.TYPE})
    @Nullable
    Page<Line> list(
            @RequestParam(required = false) RepairItem.@Nullable State state,
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(required = false) @Nullable Phase phase,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable Boolean overdue,
            @RequestParam(required = false) @Nullable String incident,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            @Parameter(description = "`csv` or `json`") @RequestParam(required = false) @Nullable String format,
            ServletWebRequest exchange)
            throws IOException {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        boolean csv = CsvTable.asked(format, exchange.getHeader(HttpHeaders.ACCEPT), problems);
        problems.throwIfAny();
        Filter filter = new Filter(state, open, phase, owner, product, division, overdue, incident);
        if (!csv) {
            return search.page(filter, asked);
        }
        export(filter, exchange);
        return null;
    }

    private void export(Filter filter, ServletWebRequest exchange) throws IOException {
        exports.tell("repair-items", "Repair items", filter, exchange);
        List<Line> lines =
                search.page(filter, new PageRequest(0, CsvExports.MOST)).items();
        try (RepairItemTable table = new RepairItemTable(Objects.requireNonNull(exchange.getResponse()))) {
            lines.forEach(table::add);
        }
    }

    @Operation(summary = "Show a repair item, with everything that was done, every due date and every accepted risk")
    @GetMapping("/{number}")
    Detail one(@PathVariable String number) {
        RepairItem item = items.byNumber(number)
                .filter(found -> found.incidentId() == null || restrictions.visible(found.incidentId()))
                .orElseThrow(() -> new NotFound("There is no such repair item"));
        return new Detail(item, progress.steps(item.id()), progress.dueDates(item.id()), risks.of(item.id()));
    }

    record Detail(
            @JsonUnwrapped RepairItem item,
            List<RepairStep> steps,
            List<RepairProgress.DueDate> dueDates,
            List<AcceptedRisks.AcceptedRisk> acceptedRisks) {}
}

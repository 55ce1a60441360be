package io.github.integratedresponse.repair;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Repair items", description = "What is being repaired, until it is proven")
@RestController
@RequestMapping(path = "/api/v1/repair-items", produces = MediaType.APPLICATION_JSON_VALUE)
class RepairItemApi {

    private final RepairItems items;
    private final RepairItemSearch search;
    private final RepairProgress progress;
    private final AcceptedRisks risks;
    private final Restrictions restrictions;

    RepairItemApi(
            RepairItems items,
            RepairItemSearch search,
            RepairProgress progress,
            AcceptedRisks risks,
            Restrictions restrictions) {
        this.items = items;
        this.search = search;
        this.progress = progress;
        this.risks = risks;
        this.restrictions = restrictions;
    }

    @Operation(
            summary = "List repair items, by due date",
            description =
                    "`overdue` finds items that are neither closed nor put off by an accepted risk and whose due date"
                            + " has passed; `incident` is an incident's number, `product` a product's id.")
    @GetMapping
    Page<RepairItem> list(
            @RequestParam(required = false) RepairItem.@Nullable State state,
            @RequestParam(required = false) @Nullable Phase phase,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable Boolean overdue,
            @RequestParam(required = false) @Nullable String incident,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        var filter = new RepairItemSearch.Filter(state, phase, owner, product, overdue, incident);
        return search.page(filter, PageRequest.of(page, size));
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

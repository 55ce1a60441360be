package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.CsvTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers repair items as CSV. */
class RepairItemTable implements AutoCloseable {

    private static final List<String> COLUMNS = List.of(
            "number",
            "title",
            "itemClass",
            "phase",
            "state",
            "owner",
            "productId",
            "productName",
            "division",
            "incident",
            "review",
            "openedAt",
            "ageSeconds",
            "dueAt",
            "overdueSeconds",
            "targetDate",
            "reopened",
            "tracker",
            "trackerRef",
            "trackerUrl",
            "closedAt");

    private final CsvTable table;

    RepairItemTable(HttpServletResponse response) throws IOException {
        this.table = new CsvTable("repair-items", COLUMNS, response);
    }

    void add(RepairItemSearch.Line line) {
        RepairItem item = line.item();
        table.add(
                item.number(),
                item.title(),
                item.itemClass(),
                item.phase(),
                item.state(),
                item.owner(),
                item.productId(),
                line.productName(),
                line.division(),
                item.incidentNumber(),
                item.review(),
                item.openedAt(),
                line.ageSeconds(),
                item.dueAt(),
                line.overdueSeconds(),
                item.targetDate(),
                item.reopened(),
                item.tracker(),
                item.trackerRef(),
                item.trackerUrl(),
                item.closedAt());
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}

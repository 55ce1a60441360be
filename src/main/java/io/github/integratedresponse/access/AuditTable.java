package io.github.integratedresponse.access;

import io.github.integratedresponse.process.CsvTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers audit events as CSV. */
class AuditTable implements AutoCloseable {

    private static final List<String> COLUMNS =
            List.of("id", "seq", "at", "category", "kind", "actor", "subject", "about", "text");

    private final CsvTable table;

    AuditTable(HttpServletResponse response) throws IOException {
        this.table = new CsvTable("audit-events", COLUMNS, response);
    }

    void add(AuditEvents.Found event) {
        table.add(
                event.id(),
                event.seq(),
                event.at(),
                event.category().name(),
                event.kind(),
                event.actor(),
                event.subject(),
                event.about(),
                event.text());
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}

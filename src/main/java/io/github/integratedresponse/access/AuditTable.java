package io.github.integratedresponse.access;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes audit events as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
class AuditTable implements AutoCloseable {

    private static final CsvSchema COLUMNS = CsvSchema.builder()
            .addColumn("id")
            .addColumn("seq")
            .addColumn("at")
            .addColumn("category")
            .addColumn("kind")
            .addColumn("actor")
            .addColumn("subject")
            .addColumn("about")
            .addColumn("text")
            .setUseHeader(true)
            .build();

    private final CsvGenerator csv;

    AuditTable(OutputStream out) throws IOException {
        this.csv = new CsvFactory().createGenerator(out);
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.setSchema(COLUMNS);
    }

    void add(AuditEvents.Found event) {
        try {
            csv.writeStartObject();
            csv.writeNumberField("id", event.id());
            text("seq", event.seq() == null ? null : event.seq().toString());
            text("at", event.at().toString());
            text("category", event.category().name());
            text("kind", event.kind());
            text("actor", event.actor());
            text("subject", event.subject());
            text("about", event.about());
            text("text", event.text());
            csv.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(String column, @Nullable String value) throws IOException {
        String told = value == null ? "" : value;
        boolean formula = !told.isEmpty() && "=+-@\t\r".indexOf(told.charAt(0)) >= 0;
        csv.writeStringField(column, formula ? "'" + told : told);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}

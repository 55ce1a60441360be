package io.github.integratedresponse.sla;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.integratedresponse.sla.Forecasts.Basis;
import io.github.integratedresponse.sla.Forecasts.Forecast;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes forecasts as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
class ForecastTable implements AutoCloseable {

    private static final CsvSchema COLUMNS = CsvSchema.builder()
            .addColumn("id")
            .addColumn("clock")
            .addColumn("subject")
            .addColumn("businessKey")
            .addColumn("severity")
            .addColumn("process")
            .addColumn("element")
            .addColumn("product")
            .addColumn("division")
            .addColumn("owner")
            .addColumn("state")
            .addColumn("startedAt")
            .addColumn("dueAt")
            .addColumn("target")
            .addColumn("used")
            .addColumn("chance")
            .addColumn("low")
            .addColumn("high")
            .addColumn("reason")
            .addColumn("likeness")
            .addColumn("watched")
            .addColumn("done")
            .addColumn("atRisk")
            .addColumn("remaining")
            .addColumn("expectedEnd")
            .addColumn("asOf")
            .setUseHeader(true)
            .build();

    private final CsvGenerator csv;

    ForecastTable(OutputStream out) throws IOException {
        this.csv = new CsvFactory().createGenerator(out);
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.setSchema(COLUMNS);
    }

    void add(Forecast forecast) {
        Basis basis = forecast.basis();
        try {
            csv.writeStartObject();
            csv.writeNumberField("id", forecast.id());
            text("clock", forecast.clock());
            text("subject", forecast.subject());
            text("businessKey", forecast.businessKey());
            text("severity", forecast.severity());
            text("process", forecast.process());
            text("element", forecast.element());
            text("product", forecast.product());
            text("division", forecast.division());
            text("owner", forecast.owner());
            text("state", forecast.state());
            text("startedAt", forecast.startedAt());
            text("dueAt", forecast.dueAt());
            text("target", forecast.target());
            text("used", forecast.used());
            text("chance", forecast.chance());
            text("low", forecast.low());
            text("high", forecast.high());
            text("reason", forecast.reason());
            text("likeness", basis == null ? null : basis.likeness());
            text("watched", basis == null ? null : basis.watched());
            text("done", basis == null ? null : basis.done());
            text("atRisk", basis == null ? null : basis.atRisk());
            text("remaining", forecast.remaining());
            text("expectedEnd", forecast.expectedEnd());
            text("asOf", forecast.asOf());
            csv.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(String column, @Nullable Object value) throws IOException {
        String told = value == null ? "" : value.toString();
        boolean formula = !told.isEmpty() && "=+-@\t\r".indexOf(told.charAt(0)) >= 0;
        csv.writeStringField(column, formula ? "'" + told : told);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}

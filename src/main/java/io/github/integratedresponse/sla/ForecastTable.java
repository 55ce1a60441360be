package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.sla.Forecasts.Basis;
import io.github.integratedresponse.sla.Forecasts.Forecast;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers forecasts as CSV. */
class ForecastTable implements AutoCloseable {

    private static final List<String> COLUMNS = List.of(
            "id",
            "clock",
            "subject",
            "businessKey",
            "severity",
            "process",
            "processInstance",
            "element",
            "product",
            "division",
            "owner",
            "region",
            "state",
            "startedAt",
            "dueAt",
            "target",
            "used",
            "chance",
            "low",
            "high",
            "reason",
            "likeness",
            "watched",
            "done",
            "atRisk",
            "remaining",
            "expectedEnd",
            "asOf");

    private final CsvTable table;

    ForecastTable(HttpServletResponse response) throws IOException {
        this.table = new CsvTable("forecasts", COLUMNS, response);
    }

    void add(Forecast forecast) {
        Basis basis = forecast.basis();
        table.add(
                forecast.id(),
                forecast.clock(),
                forecast.subject(),
                forecast.businessKey(),
                forecast.severity(),
                forecast.process(),
                forecast.processInstance(),
                forecast.element(),
                forecast.product(),
                forecast.division(),
                forecast.owner(),
                forecast.region(),
                forecast.state(),
                forecast.startedAt(),
                forecast.dueAt(),
                forecast.target(),
                forecast.used(),
                forecast.chance(),
                forecast.low(),
                forecast.high(),
                forecast.reason(),
                basis == null ? null : basis.likeness(),
                basis == null ? null : basis.watched(),
                basis == null ? null : basis.done(),
                basis == null ? null : basis.atRisk(),
                forecast.remaining(),
                forecast.expectedEnd(),
                forecast.asOf());
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}

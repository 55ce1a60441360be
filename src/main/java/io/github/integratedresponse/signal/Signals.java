package io.github.integratedresponse.signal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signals that were taken in. */
@Component
public class Signals {

    private final JdbcClient jdbc;

    Signals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Signal> byId(long id) {
        return jdbc.sql("select * from response.signal where id = ?")
                .param(id)
                .query(Signals::signal)
                .optional();
    }

    /** @return the signals linked to an incident, oldest first */
    public List<Signal> ofIncident(long incidentId) {
        return jdbc.sql("select s.* from response.signal s join response.incident_signal l on l.signal_id = s.id"
                        + " where l.incident_id = ? order by s.first_seen_at, s.id")
                .param(incidentId)
                .query(Signals::signal)
                .list();
    }

    static Signal signal(ResultSet row, int number) throws SQLException {
        return new Signal(
                row.getLong("id"),
                row.getString("source"),
                row.getString("external_id"),
                row.getString("title"),
                Objects.requireNonNullElse(row.getString("description"), ""),
                row.getString("finding_type"),
                row.getInt("severity_id"),
                texts(row, "techniques"),
                texts(row, "resources"),
                texts(row, "product_ids"),
                row.getString("correlation_key"),
                row.getTimestamp("first_seen_at").toInstant(),
                row.getTimestamp("received_at").toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

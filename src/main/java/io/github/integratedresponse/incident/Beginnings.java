package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.TransactionMemory;
import io.github.integratedresponse.sla.About;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the first step of a lifecycle asks about its incident, looked up for all that begin together. */
@Component
class Beginnings {

    private record Beginning(Instant firstSeenAt, About about) {}

    private final JdbcClient jdbc;
    private final TransactionMemory<Object, Beginning> known = new TransactionMemory<>();

    Beginnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void expect(List<Opening.Opened> incidents) {
        jdbc.sql(
                        "select distinct on (i.id) i.id, i.number, i.first_seen_at, i.opened_at, p.tier, p.region, p.id as product,"
                                + " p.division, p.owner from response.incident i"
                                + " left join response.affected_product a on a.incident_id = i.id"
                                + " left join response.product p on p.id = a.product_id where i.id = any(?)"
                                + " order by i.id, p.tier, p.id")
                .param(incidents.stream().map(Opening.Opened::id).toArray(Long[]::new))
                .query((row, n) -> {
                    Beginning beginning =
                            new Beginning(row.getTimestamp("first_seen_at").toInstant(), about(row));
                    known.get().put(row.getLong("id"), beginning);
                    return known.get().put(row.getString("number"), beginning);
                })
                .list();
    }

    /** They have begun; what changes from now on is asked for anew. */
    void forget() {
        known.get().clear();
    }

    Optional<Instant> firstSeenAt(long incidentId) {
        return Optional.ofNullable(known.get().get(incidentId)).map(Beginning::firstSeenAt);
    }

    Optional<About> about(String number) {
        return Optional.ofNullable(known.get().get(number)).map(Beginning::about);
    }

    private static About about(ResultSet row) throws SQLException {
        return new About(
                row.getObject("tier", Integer.class),
                row.getString("region"),
                row.getString("product"),
                row.getString("division"),
                row.getString("owner"),
                row.getTimestamp("opened_at").toInstant());
    }
}

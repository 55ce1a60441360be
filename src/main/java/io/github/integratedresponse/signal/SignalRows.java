package io.github.integratedresponse.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.signal.Stored.Fate;
import io.github.integratedresponse.signal.format.Finding;
import io.github.integratedresponse.signal.format.Observable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What signals say: the latest in {@code signal}, what they said before in {@code signal_revision}. */
@Component
class SignalRows {

    private static final String SAID =
            "format, title, description, finding_type, severity_id, techniques, resources, product_ids,"
                    + " observables, actors, tlp, markings, correlation_key, terms, received_from, activity, body";

    private static final String VALUES = "?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?";

    private final Products products;
    private final JdbcTemplate jdbc;
    private final ObjectMapper json;

    SignalRows(Products products, JdbcTemplate jdbc, ObjectMapper json) {
        this.products = products;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What came, and the signal that it is. */
    record Row(long id, Incoming incoming) {

        Finding finding() {
            return incoming.finding();
        }
    }

    void insert(List<Row> rows, OffsetDateTime now) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> registered = registered(rows);
        jdbc.batchUpdate(
                "insert into response.signal (" + SAID
                        + ", id, source, external_id, received_at, first_seen_at) values (" + VALUES
                        + ", ?, ?, ?, ?, ?)",
                rows,
                rows.size(),
                (statement, row) -> {
                    int next = said(statement, row, registered);
                    statement.setLong(next, row.id());
                    statement.setString(next + 1, row.finding().source());
                    statement.setString(next + 2, row.finding().externalId());
                    statement.setObject(next + 3, now);
                    Instant firstSeen = row.finding().firstSeenAt();
                    statement.setObject(next + 4, firstSeen == null ? now : firstSeen.atOffset(ZoneOffset.UTC));
                });
    }

    /**
     * Keeps what a signal said, and lets it say something else. When it was first seen stays.
     *
     * @param revision the number of the change
     */
    void replace(Row row, int revision, Fate fate, OffsetDateTime now) {
        jdbc.update(
                "insert into response.signal_revision select s.*, ?, ?, ? from response.signal_register r"
                        + " join response.signal s on s.id = r.id and s.received_at = r.received_at where r.id = ?",
                revision,
                now,
                fate.name(),
                row.id());
        Set<String> registered = registered(List.of(row));
        jdbc.update(
                "update response.signal s set (" + SAID + ") = (select " + VALUES
                        + ") from response.signal_register r where r.id = ? and s.id = r.id and s.received_at = r.received_at",
                statement -> {
                    int next = said(statement, row, registered);
                    statement.setLong(next, row.id());
                });
    }

    private int said(PreparedStatement statement, Row row, Set<String> registered) throws SQLException {
        Finding finding = row.finding();
        List<String> productIds =
                names(finding).filter(registered::contains).distinct().sorted().toList();
        int n = 1;
        statement.setString(n++, row.incoming().arrival().format());
        statement.setString(n++, finding.title());
        statement.setString(n++, finding.description());
        statement.setString(n++, finding.findingType());
        statement.setInt(n++, finding.severityId());
        statement.setObject(n++, array(finding.techniques()));
        statement.setObject(n++, array(finding.resources()));
        statement.setObject(n++, array(productIds));
        statement.setString(n++, written(finding.observables()));
        statement.setObject(n++, array(finding.actors()));
        statement.setString(n++, finding.tlp());
        statement.setObject(n++, array(finding.markings()));
        statement.setString(n++, finding.correlationKey());
        statement.setObject(n++, array(Terms.of(finding, productIds)));
        statement.setString(n++, row.incoming().from());
        statement.setString(n++, finding.activity().name());
        statement.setString(n++, row.incoming().arrival().body());
        return n;
    }

    private Set<String> registered(List<Row> rows) {
        return products.registered(
                rows.stream().flatMap(row -> names(row.finding())).collect(Collectors.toSet()));
    }

    /** What may be the id of a product, which sources write in any case. */
    private static Stream<String> names(Finding finding) {
        return finding.productNames().stream().flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)));
    }

    private String written(List<Observable> observables) {
        try {
            return json.writeValueAsString(observables);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}

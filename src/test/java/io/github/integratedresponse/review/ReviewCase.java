package io.github.integratedresponse.review;

import io.github.integratedresponse.testing.StoredSignal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records for a test of reviews: an incident nobody else looks at, with products and signals of its own. */
final class ReviewCase {

    final String key = UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    final String number = "INC-TEST-" + key;
    final String findingType = "Audit trail stopped " + key;
    final String product = "PRD-" + key;
    final long incidentId;

    private final JdbcClient jdbc;
    private final Instant now;

    ReviewCase(JdbcClient jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
        product(product, "Ledger " + key, List.of("audit-" + key));
        this.incidentId = incident(number, findingType, now);
        jdbc.sql(
                        "insert into response.affected_product (incident_id, product_id, source, added_at) values (?, ?, 'test', ?)")
                .param(incidentId)
                .param(product)
                .param(Timestamp.from(now))
                .update();
        jdbc.sql("insert into response.timeline (incident_id, at, kind, actor, text) values (?, ?, 'opened', 'system',"
                        + " 'Incident opened')")
                .param(incidentId)
                .param(Timestamp.from(now))
                .update();
        link(incidentId, signal("trail of the ledger stopped", List.of("T1562.008"), null));
    }

    Map<String, Object> scalars() {
        return Map.of("incidentId", incidentId, "incidentNumber", number, "severity", "SEV2");
    }

    long incident(String incidentNumber, String type, Instant openedAt) {
        return jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, commander, first_seen_at, opened_at) values (?, ?, 'SEV2', 'AMBER', 'REVIEW',"
                        + " 'DETECTION', ?, ?, 'Nadia Okafor', ?, ?) returning id")
                .param(incidentNumber)
                .param("Audit trail of the ledger stopped")
                .param(type)
                .param("key " + incidentNumber)
                .param(Timestamp.from(openedAt))
                .param(Timestamp.from(openedAt))
                .query(Long.class)
                .single();
    }

    void product(String id, String name, List<String> tags) {
        jdbc.sql(
                        "insert into response.product (id, name, division, owner, tier, data_class, exposure, tags, imported_at)"
                                + " values (?, ?, ?, 'Mara Lindqvist', 1, 'CONFIDENTIAL', 'INTERNAL', ?, ?)")
                .param(id)
                .param(name)
                .param("Division " + key)
                .param(tags.toArray(String[]::new))
                .param(Timestamp.from(now))
                .update();
    }

    long signal(String title, List<String> techniques, @Nullable String correlationKey) {
        String id = UUID.randomUUID().toString();
        return StoredSignal.of(id, findingType, correlationKey == null ? id : correlationKey)
                .titled(title)
                .about(techniques, List.of("arn-1"), List.of(product))
                .at(now.minusSeconds(3600).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
                .in(jdbc);
    }

    void link(long incident, long signal) {
        jdbc.sql("insert into response.incident_signal (incident_id, signal_id, linked_at) values (?, ?, ?)")
                .param(incident)
                .param(signal)
                .param(Timestamp.from(now))
                .update();
    }

    List<String> timeline() {
        return jdbc.sql("select text from response.timeline where incident_id = ? order by id")
                .param(incidentId)
                .query(String.class)
                .list();
    }
}

package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An incident as a row, without the processes that would work on it. */
record Incidence(long id, String number) {

    static final ObligationFacts NOTHING =
            new ObligationFacts(Instant.EPOCH, null, null, false, false, false, false, false, false, false, false);

    static Incidence insert(JdbcClient jdbc, Severity severity, Instant openedAt) {
        String number = "INC-" + UUID.randomUUID();
        long id = jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, 'Mail [rules](http://evil) in bulk', ?,"
                        + " 'AMBER', 'FIRST_RESPONSE', 'DETECTION', 'test', ?, ?, ?) returning id")
                .param(number)
                .param(severity.name())
                .param(number)
                .param(openedAt.atOffset(ZoneOffset.UTC))
                .param(openedAt.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        return new Incidence(id, number);
    }

    /** Adds a product with data of this class. */
    void hits(JdbcClient jdbc, String dataClass, Instant at) {
        String product = "B-" + UUID.randomUUID();
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Billing', 'Test', 'owner', 3, ?, 'INTERNAL', ?)")
                .param(product)
                .param(dataClass)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        "insert into response.affected_product (incident_id, product_id, source, added_at) values (?, ?, 'test', ?)")
                .param(id)
                .param(product)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }
}

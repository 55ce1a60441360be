package io.github.integratedresponse.testing;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A signal as it stands in the database after it was taken in, for tests about what comes later. */
public final class StoredSignal {

    private final String externalId;
    private final String findingType;
    private final String correlationKey;
    private String title = "Found";
    private int severityId = 4;
    private List<String> techniques = List.of();
    private List<String> resources = List.of();
    private List<String> productIds = List.of();
    private OffsetDateTime firstSeenAt = OffsetDateTime.now(ZoneOffset.UTC);
    private OffsetDateTime receivedAt = firstSeenAt;

    private StoredSignal(String externalId, String findingType, String correlationKey) {
        this.externalId = externalId;
        this.findingType = findingType;
        this.correlationKey = correlationKey;
    }

    /** Seen and received now, of high severity, about nothing in particular. */
    public static StoredSignal of(String externalId, String findingType, String correlationKey) {
        return new StoredSignal(externalId, findingType, correlationKey);
    }

    public StoredSignal titled(String text) {
        title = text;
        return this;
    }

    /** @param severity OCSF severity, 0 to 6 */
    public StoredSignal rated(int severity) {
        severityId = severity;
        return this;
    }

    public StoredSignal about(List<String> usedTechniques, List<String> hitResources, List<String> hitProducts) {
        techniques = usedTechniques;
        resources = hitResources;
        productIds = hitProducts;
        return this;
    }

    public StoredSignal at(OffsetDateTime firstSeen, OffsetDateTime received) {
        firstSeenAt = firstSeen;
        receivedAt = received;
        return this;
    }

    /** @return its id */
    public long in(JdbcClient jdbc) {
        jdbc.sql("select response.make_signal_partition(?) is null")
                .param(receivedAt)
                .query(Boolean.class)
                .single();
        return jdbc.sql(
                        "with entered as (insert into response.signal_register (source, external_id, received_at, last_seen_at,"
                                + " disposition) values ('Test', ?, ?, ?, 'KEPT') returning id, source, external_id, received_at)"
                                + " insert into response.signal (id, source, external_id, received_at, format, title, finding_type,"
                                + " severity_id, techniques, resources, product_ids, correlation_key, terms, first_seen_at, received_from,"
                                + " body) select id, source, external_id, received_at, 'ocsf', ?, ?, ?, ?, ?, ?, ?,"
                                + " response.signal_terms(?, ?, ?, '{}', '[]'), ?, 'tester', '{}' from entered returning id")
                .param(externalId)
                .param(receivedAt)
                .param(receivedAt)
                .param(title)
                .param(findingType)
                .param(severityId)
                .param(array(techniques))
                .param(array(resources))
                .param(array(productIds))
                .param(correlationKey)
                .param(array(techniques))
                .param(array(productIds))
                .param(array(resources))
                .param(firstSeenAt)
                .query(Long.class)
                .single();
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}

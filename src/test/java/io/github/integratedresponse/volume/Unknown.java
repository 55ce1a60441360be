package io.github.integratedresponse.volume;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what diagrams ask the platform's beans, without looking anything up. */
public class Unknown {

    private static final Duration LATER = Duration.ofDays(30);

    public Date dueAt(Object execution, String clock) {
        return Date.from(Instant.now().plus(LATER));
    }

    public Date warnAt(Object execution, String clock) {
        return Date.from(Instant.now().plus(LATER));
    }

    public Date dueAt(Object record) {
        return Date.from(Instant.now().plus(LATER));
    }

    public Date openedAt(Object incidentId) {
        return new Date();
    }

    public Date firstSeenAt(Object incidentId) {
        return new Date();
    }

    public int priority(Object execution) {
        return 50;
    }

    public void enter(Object incidentId, String stage) {}

    public String functionalImpact(Object incidentId) {
        return "SIGNIFICANT";
    }

    public String scope(Object incidentId) {
        return "SINGLE_PRODUCT";
    }

    public int productTier(Object incidentId) {
        return 2;
    }

    public String exploitation(Object incidentId) {
        return "CONFIRMED";
    }

    public String dataAtRisk(Object incidentId) {
        return "INTERNAL";
    }

    public int signalSeverity(Object incidentId) {
        return 4;
    }

    public String carriedOutBy(Object actionId) {
        return "PERSON";
    }

    public List<Long> openIds(Object incidentId) {
        return List.of(1L);
    }

    public List<Long> openIdsOf(Object baselineId) {
        return List.of(1L);
    }

    public List<Long> openIdsOfIncident(Object incidentId) {
        return List.of(1L);
    }

    public List<Long> idsOfIncident(Object incidentId) {
        return List.of(1L);
    }

    public List<String> productIds(Object incidentId, String processInstanceId) {
        return List.of("product");
    }

    public @Nullable String ownerAccounts(Object productId) {
        return null;
    }
}

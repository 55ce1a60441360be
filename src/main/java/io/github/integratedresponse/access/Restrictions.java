package io.github.integratedresponse.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Who may know of an incident that is kept to its team. Whatever shows incidents to people asks here, or puts a condition from here
 * into its query; what the platform does of itself, without a person, sees everything.
 */
@Component
public class Restrictions {

    private static final String CLEARED = "select 1 from response.clearance c where c.incident_id = kept.incident_id"
            + " and c.person = ? and c.revoked_at is null and (c.until is null or c.until > ?)";

    private final JdbcClient jdbc;
    private final IdentityService identity;
    private final Clock clock;

    Restrictions(JdbcClient jdbc, @Lazy IdentityService identity, Clock clock) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.clock = clock;
    }

    /** The person who asks, or nobody when the platform acts of itself. */
    public Optional<String> asker() {
        Authentication inEngine = identity.getCurrentAuthentication();
        if (inEngine != null && inEngine.getUserId() != null) {
            return Optional.of(inEngine.getUserId());
        }
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(person -> !(person instanceof AnonymousAuthenticationToken))
                .map(org.springframework.security.core.Authentication::getName);
    }

    public boolean restricted(long incidentId) {
        return codeName(incidentId).isPresent();
    }

    /** What to call the incident before those who may not know of it; nothing when everybody may. */
    public Optional<String> codeName(long incidentId) {
        return jdbc.sql("select code_name from response.restriction where incident_id = ? and lifted_at is null")
                .param(incidentId)
                .query(String.class)
                .optional();
    }

    /** The same by the business key of its processes, such as {@code INC-2026-000123}. */
    public Optional<String> codeNameOf(String businessKey) {
        return jdbc.sql("select code_name from response.restriction where business_key = ? and lifted_at is null")
                .param(businessKey)
                .query(String.class)
                .optional();
    }

    public boolean mayKnow(String person, long incidentId) {
        return jdbc.sql("select " + standing("cast(? as bigint)"))
                .param(incidentId)
                .param(person)
                .param(now())
                .query(Boolean.class)
                .single();
    }

    /** The same by the business key of its processes; whoever asks about a key of something else may. */
    public boolean mayKnow(String person, String businessKey) {
        return jdbc.sql("select " + standingByKey("cast(? as text)"))
                .param(businessKey)
                .param(person)
                .param(now())
                .query(Boolean.class)
                .single();
    }

    public boolean askerMayKnow(long incidentId) {
        return asker().map(person -> mayKnow(person, incidentId)).orElse(true);
    }

    /** @param incidentId the column that holds the id of the incident, such as {@code i.id}; it may be null */
    public Visibility visibleToAsker(String incidentId) {
        return asker().map(person -> visibleTo(person, incidentId)).orElse(Visibility.EVERYTHING);
    }

    public Visibility visibleTo(String person, String incidentId) {
        return new Visibility(standing(incidentId), List.of(person, now()));
    }

    /** @param businessKey the column that holds the business key of a process, which need not be an incident's; it may be null */
    public Visibility visibleToAskerByKey(String businessKey) {
        return asker().map(person -> visibleToByKey(person, businessKey)).orElse(Visibility.EVERYTHING);
    }

    public Visibility visibleToByKey(String person, String businessKey) {
        return new Visibility(standingByKey(businessKey), List.of(person, now()));
    }

    /** For figures and snapshots, which everybody sees whoever made them. */
    public Visibility unrestricted(String incidentId) {
        return new Visibility(
                "not exists (select 1 from response.restriction kept where kept.incident_id = " + incidentId
                        + " and kept.lifted_at is null)",
                List.of());
    }

    public Visibility unrestrictedByKey(String businessKey) {
        return new Visibility(
                "not exists (select 1 from response.restriction kept where kept.business_key = " + businessKey
                        + " and kept.lifted_at is null)",
                List.of());
    }

    private static String standing(String incidentId) {
        return "not exists (select 1 from response.restriction kept where kept.incident_id = " + incidentId
                + " and kept.lifted_at is null and not exists (" + CLEARED + "))";
    }

    private static String standingByKey(String businessKey) {
        return "not exists (select 1 from response.restriction kept where kept.business_key = " + businessKey
                + " and kept.lifted_at is null and not exists (" + CLEARED + "))";
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

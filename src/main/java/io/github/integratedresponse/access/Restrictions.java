package io.github.integratedresponse.access;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.TransactionMemory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may know of a restricted incident: its team, and auditors who were granted need-to-know until a date. Everybody else, whatever
 * their role, must not learn that it exists. Code that shows something asks here; steps of the platform itself work on everything.
 */
@Component
public class Restrictions {

    private static final String CLEARED =
            "exists (select 1 from response.clearance c where c.incident_id = r.incident_id and c.person = ?"
                    + " and c.revoked_at is null and (c.ends_at is null or c.ends_at > ?))";

    private static final String RESTRICTION = "response.restriction r";

    private static final String IN_FORCE = " where r.lifted_at is null and ";

    private static final String HIDDEN = "select 1 from " + RESTRICTION + IN_FORCE;

    private static final String HOW_MANY_HIDDEN =
            "(select count(*) from " + RESTRICTION + IN_FORCE + "not " + CLEARED + ")";

    private static final String BY_KEY = "r.business_key = ?";

    private final TransactionMemory<Long, Optional<String>> startingNames = new TransactionMemory<>();
    private final JdbcClient jdbc;
    private final CurrentPerson current;
    private final NeedToKnowRecord record;
    private final Clock clock;

    Restrictions(JdbcClient jdbc, CurrentPerson current, NeedToKnowRecord record, Clock clock) {
        this.jdbc = jdbc;
        this.current = current;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Leaves out what belongs to an incident that the person asking may not know of.
     *
     * @param incidentId the column with the incident's id, as SQL; null in it means that no incident is concerned
     */
    public Narrowing hide(Narrowing narrowing, String incidentId) {
        return hideWhere(narrowing, "r.incident_id = " + incidentId);
    }

    /** @param businessKey the column with the business key, as SQL */
    public Narrowing hideByKey(Narrowing narrowing, String businessKey) {
        return hideWhere(narrowing, "r.business_key = " + businessKey);
    }

    /**
     * @param joined which restrictions a row has to do with: SQL over {@code r}, such as {@code r.incident_id in (select …)}, without
     *     values
     */
    public Narrowing hideWhere(Narrowing narrowing, String joined) {
        return hide(narrowing, RESTRICTION, joined);
    }

    /**
     * As {@link #hideWhere}, of what belongs to incidents by another table. The database then begins with the few restrictions, where it
     * would go through them for each row.
     *
     * @param through the table with its condition, as it stands after {@code join}
     * @param joined how a row meets it, as SQL without values
     */
    public Narrowing hideThrough(Narrowing narrowing, String through, String joined) {
        return hide(narrowing, RESTRICTION + " join " + through, joined);
    }

    private Narrowing hide(Narrowing narrowing, String from, String joined) {
        String person = current.id();
        return person == null
                ? narrowing
                : narrowing.and(
                        "not exists (select 1 from " + from + IN_FORCE + "(" + joined + ") and not " + CLEARED + ")",
                        person,
                        now());
    }

    /**
     * How many incidents the person asking may know of, in one statement and so at one moment.
     *
     * @param all SQL for how many there are
     */
    public long howManyVisible(String all) {
        String person = current.id();
        return person == null
                ? jdbc.sql("select " + all).query(Long.class).single()
                : jdbc.sql("select " + all + " - " + HOW_MANY_HIDDEN)
                        .param(person)
                        .param(now().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single();
    }

    /** @return whether the person asking may know of this incident; the platform itself may */
    public boolean visible(long incidentId) {
        return visible("r.incident_id = ?", incidentId);
    }

    /** @return whether the person asking may know of what has this business key */
    public boolean visibleByKey(String businessKey) {
        return visible(BY_KEY, businessKey);
    }

    /** @param joined SQL over {@code r} with one value */
    public boolean visible(String joined, Object value) {
        String person = current.id();
        return person == null || mayKnow(person, joined, value);
    }

    /** What the person asking may call an incident: its number, or its code name. */
    public @Nullable String nameFor(long incidentId, @Nullable String number) {
        return number == null || visible(incidentId)
                ? number
                : codeName(incidentId).orElse(number);
    }

    /** What the person asking may call what has this business key: the key, or its code name. */
    public @Nullable String nameByKey(@Nullable String businessKey) {
        return businessKey == null || visibleByKey(businessKey)
                ? businessKey
                : codeNameByKey(businessKey).orElse(businessKey);
    }

    /** Of these business keys, those that the person asking may not call so, each with its code name. */
    public Map<String, String> hiddenNames(Collection<String> businessKeys) {
        String person = current.id();
        return person == null || businessKeys.isEmpty()
                ? Map.of()
                : codeNames(businessKeys, " and not " + CLEARED, person, now().atOffset(ZoneOffset.UTC));
    }

    /** What a mail calls what has this business key: mails are read by others than those they are sent to. */
    public String nameInMail(String businessKey) {
        return codeNameByKey(businessKey).orElse(businessKey);
    }

    /** What everybody may call an incident, in words that are stored: its number, or its code name. */
    public String publicName(long incidentId, String number) {
        return codeName(incidentId).orElse(number);
    }

    public boolean restricted(long incidentId) {
        return codeName(incidentId).isPresent();
    }

    /** @return the neutral name of an incident, as long as it is restricted */
    public Optional<String> codeName(long incidentId) {
        return jdbc.sql("select code_name from response.restriction where incident_id = ? and lifted_at is null")
                .param(incidentId)
                .query(String.class)
                .optional();
    }

    /** Processes of these incidents are about to start in this transaction: their neutral names are looked up together. */
    public void starting(Collection<Long> incidentIds) {
        Map<Long, Optional<String>> names = startingNames.get();
        incidentIds.forEach(id -> names.put(id, Optional.empty()));
        jdbc.sql(
                        "select incident_id, code_name from response.restriction where incident_id = any(?) and lifted_at is null")
                .param(incidentIds.toArray(Long[]::new))
                .query((row, n) -> names.put(row.getLong("incident_id"), Optional.of(row.getString("code_name"))))
                .list();
    }

    /** They have started; what happens to them from now on is looked up anew. */
    public void started() {
        startingNames.get().clear();
    }

    /** @return the neutral name that a process of the incident carries from its start */
    Optional<String> codeNameAtStart(long incidentId) {
        Optional<String> known = startingNames.get().get(incidentId);
        return known == null ? codeName(incidentId) : known;
    }

    /** @return the neutral name of the incident with this business key, as long as it is restricted */
    public Optional<String> codeNameByKey(String businessKey) {
        return jdbc.sql("select code_name from response.restriction where business_key = ? and lifted_at is null")
                .param(businessKey)
                .query(String.class)
                .optional();
    }

    /** @return the neutral names of those of these pieces of work that are restricted, by business key */
    public Map<String, String> codeNamesByKey(Collection<String> businessKeys) {
        return codeNames(businessKeys, "");
    }

    private Map<String, String> codeNames(Collection<String> businessKeys, String condition, Object... values) {
        return jdbc
                .sql("select r.business_key, r.code_name from " + RESTRICTION + IN_FORCE + "r.business_key = any(?)"
                        + condition)
                .param(businessKeys.toArray(String[]::new))
                .params(values)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return whether this person may know of what has this business key */
    public boolean mayKnow(String person, String businessKey) {
        return mayKnow(person, BY_KEY, businessKey);
    }

    private boolean mayKnow(String person, String joined, Object value) {
        return jdbc.sql("select not exists (" + HIDDEN + "(" + joined + ") and not " + CLEARED + ")")
                .param(value)
                .param(person)
                .param(now().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** @return whether the person asking may know of this incident only to read it, whatever their roles */
    public boolean onlyReads(long incidentId) {
        String person = current.id();
        return person != null
                && knownTo(person).stream().anyMatch(known -> known.incidentId() == incidentId && known.onlyReads());
    }

    /** @return whether this person is on the team of the restricted incident with this code name, and so may work on it */
    public boolean onTheTeam(String person, String codeName) {
        return mayActOn(person).contains(codeName);
    }

    /** A restricted incident that a person may know of; an auditor who needs to know only reads. */
    record Known(long incidentId, String codeName, boolean onlyReads) {}

    /** @return the restricted incidents that this person may know of */
    List<Known> knownTo(String person) {
        return jdbc.sql(
                        "select r.incident_id, r.code_name, c.kind from response.clearance c join response.restriction r"
                                + " on r.incident_id = c.incident_id and r.lifted_at is null"
                                + " where c.person = ? and c.revoked_at is null and (c.ends_at is null or c.ends_at > ?)")
                .param(person)
                .param(now().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Known(
                        row.getLong("incident_id"),
                        row.getString("code_name"),
                        row.getString("kind").equals("NEED_TO_KNOW")))
                .list();
    }

    List<String> codeNamesKnownTo(String person) {
        return knownTo(person).stream().map(Known::codeName).toList();
    }

    /** @return the code names of the restricted incidents on whose team this person is */
    List<String> mayActOn(String person) {
        return knownTo(person).stream()
                .filter(known -> !known.onlyReads())
                .map(Known::codeName)
                .toList();
    }

    /** Tells the audit log that the person asking looked at an incident, if they may only because they need to know. */
    public void looked(long incidentId) {
        String person = current.id();
        if (person != null) {
            knownTo(person).stream()
                    .filter(known -> known.incidentId() == incidentId && known.onlyReads())
                    .forEach(known -> record.saw(person, known));
        }
    }

    private Instant now() {
        return Objects.requireNonNull(clock.instant());
    }
}

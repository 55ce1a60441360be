package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The incidents of the organisation. */
@Component
public class Incidents {

    /**
     * SQL for the process instance that an incident as a whole goes through, null when it has ended.
     *
     * @param number the column with the incident's number, as SQL
     */
    public static String instanceOf(String number) {
        return "(select min(e.id_) from act_ru_execution e where e.business_key_ = " + number
                + " and e.parent_id_ is null and e.proc_def_id_ like 'incident-lifecycle:%')";
    }

    private final JdbcClient jdbc;
    private final Products products;
    private final Opening opening;
    private final OpenIncidents open;
    private final Beginnings beginnings;
    private final Timeline timeline;
    private final Restrictions restrictions;
    private final Clock clock;

    Incidents(
            JdbcClient jdbc,
            Products products,
            Opening opening,
            OpenIncidents open,
            Beginnings beginnings,
            Timeline timeline,
            Restrictions restrictions,
            Clock clock) {
        this.jdbc = jdbc;
        this.products = products;
        this.opening = opening;
        this.open = open;
        this.beginnings = beginnings;
        this.timeline = timeline;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /** Opens an incident and starts its lifecycle, in one transaction. */
    @Transactional
    public Incident open(NewIncident opened, String actor) {
        Opening.Opened recorded = opening.record(List.of(opened), actor).get(0);
        if (opened.signalId() != null) {
            link(recorded.id(), opened.signalId());
        }
        addAffectedProducts(recorded.id(), opened.productIds(), "signal");
        opening.begin(List.of(recorded));
        return byId(recorded.id());
    }

    /** @throws NotFound when there is no such incident */
    public Incident byId(long id) {
        return jdbc.sql("select * from response.incident where id = ?")
                .param(id)
                .query(Incidents::incident)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such incident"));
    }

    public Optional<Incident> byNumber(String number) {
        return jdbc.sql("select * from response.incident where number = ?")
                .param(number)
                .query(Incidents::incident)
                .optional();
    }

    /** @return the incident, if there is one that the person asking may know of */
    public Optional<Incident> known(String number) {
        Optional<Incident> known = byNumber(number).filter(incident -> restrictions.visible(incident.id()));
        known.ifPresent(incident -> restrictions.looked(incident.id()));
        return known;
    }

    /** @throws NotFound when there is none that the person asking may know of, which is the same to them */
    Incident knownOrNotFound(String number) {
        return known(number).orElseThrow(() -> new NotFound("There is no such incident"));
    }

    /** @return the affected products, most critical first */
    public List<Product> affectedProducts(long id) {
        return products.byIds(jdbc.sql("select product_id from response.affected_product where incident_id = ?")
                .param(id)
                .query(String.class)
                .list());
    }

    /** Adds those that are registered and not yet there; unknown ids are left out. */
    @Transactional
    public void addAffectedProducts(long id, Collection<String> productIds, String source) {
        if (productIds.isEmpty()) {
            return;
        }
        jdbc.sql("insert into response.affected_product (incident_id, product_id, source, added_at)"
                        + " select ?, id, ?, ? from response.product where id = any(?) on conflict do nothing")
                .param(id)
                .param(source)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(productIds.toArray(String[]::new))
                .update();
    }

    /** Links a signal to an incident; linking it again changes nothing. */
    @Transactional
    public void link(long id, long signalId) {
        jdbc.sql(
                        "insert into response.incident_signal (incident_id, signal_id, linked_at) values (?, ?, ?) on conflict do nothing")
                .param(id)
                .param(signalId)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        open.learnAnew(id);
    }

    /**
     * @return incidents of the same finding type or hitting the same products, newest first, without this one. Restricted ones are never
     *     among them, because what is shown may be kept
     */
    public List<Incident> similarTo(long id, int limit) {
        return jdbc.sql(
                        "select o.* from response.unrestricted_incident o, response.incident me where me.id = ? and o.id <> me.id"
                                + " and (o.finding_type = me.finding_type or exists (select 1 from response.affected_product a"
                                + " join response.affected_product b using (product_id)"
                                + " where a.incident_id = o.id and b.incident_id = me.id))"
                                + " order by (o.finding_type = me.finding_type) desc, o.opened_at desc, o.id desc limit ?")
                .param(id)
                .param(limit)
                .query(Incidents::incident)
                .list();
    }

    /** When its source first saw it, where time to detect begins. Asked by the diagram. */
    @ForDiagrams
    public Date firstSeenAt(long id) {
        return Date.from(beginnings.firstSeenAt(id).orElseGet(() -> byId(id).firstSeenAt()));
    }

    /** Since when the incident is open: when it was opened, or reopened last. Asked by the diagram. */
    @ForDiagrams
    public Date openedAt(long id) {
        return Date.from(jdbc.sql("select greatest(i.opened_at, (select max(t.at) from response.timeline t"
                        + " where t.incident_id = i.id and t.kind = 'reopened')) as open_since"
                        + " from response.incident i where i.id = ?")
                .param(id)
                .query((row, n) -> row.getTimestamp("open_since").toInstant())
                .single());
    }

    /** Keeps which stage the incident is in; diagrams call it where a stage begins. */
    @Transactional
    @ForDiagrams
    public void enter(long id, Stage stage) {
        int moved = jdbc.sql(
                        "update response.incident set stage = ?, version = version + 1 where id = ? and stage <> ?")
                .param(stage.name())
                .param(id)
                .param(stage.name())
                .update();
        if (moved > 0) {
            timeline.append(id, "stage", "system", "Entered " + stage.title());
        }
    }

    /** The incident, which nobody else changes until the transaction ends; what refers to it can still be added. */
    Incident locked(long id) {
        return jdbc.sql("select * from response.incident where id = ? for no key update")
                .param(id)
                .query(Incidents::incident)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such incident"));
    }

    /**
     * Records a severity and why, and nothing else; what follows from it (due dates, timers) is the process's to do.
     *
     * @param rule the rule of the decision that gave it, or {@code override}
     */
    @Transactional
    public void changeSeverity(long id, Severity severity, String rule, String reason, String actor) {
        Severity previous = jdbc.sql(
                        "with before as (select id, severity from response.incident where id = ? for no key update)"
                                + " update response.incident i set severity = ?, version = version + 1 from before"
                                + " where i.id = before.id returning before.severity")
                .param(id)
                .param(severity.name())
                .query((row, n) -> Severity.valueOf(row.getString("severity")))
                .optional()
                .orElseThrow(() -> new NotFound("There is no such incident"));
        recordSeverity(id, severity, previous, rule, reason, actor);
        timeline.append(
                id,
                "severity",
                actor,
                severity == previous
                        ? "Severity %s: %s".formatted(severity, reason)
                        : "Severity %s, was %s: %s".formatted(severity, previous, reason));
    }

    private void recordSeverity(
            long id, Severity severity, @Nullable Severity previous, String rule, String reason, String actor) {
        jdbc.sql("insert into response.severity_change (incident_id, severity, previous, rule, reason, actor, at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(severity.name())
                .param(previous == null ? null : previous.name())
                .param(rule)
                .param(reason)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    static Incident incident(ResultSet row, int n) throws SQLException {
        String verdict = row.getString("verdict");
        return new Incident(
                row.getLong("id"),
                row.getString("number"),
                row.getString("title"),
                row.getString("summary"),
                Severity.valueOf(row.getString("severity")),
                Tlp.valueOf(row.getString("tlp")),
                Stage.valueOf(row.getString("stage")),
                Origin.valueOf(row.getString("origin")),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getString("closure_reason"),
                row.getString("finding_type"),
                row.getString("correlation_key"),
                row.getString("commander"),
                row.getString("communications_lead"),
                row.getBoolean("review_nominated"),
                row.getObject("parent_id", Long.class),
                row.getObject("merged_into_id", Long.class),
                row.getString("matched_pattern"),
                row.getTimestamp("first_seen_at").toInstant(),
                row.getTimestamp("opened_at").toInstant(),
                instant(row.getTimestamp("contained_at")),
                instant(row.getTimestamp("closed_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}

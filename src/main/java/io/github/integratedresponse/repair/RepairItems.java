package io.github.integratedresponse.repair;

import io.github.integratedresponse.incident.Numbers;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.TransactionMemory;
import io.github.integratedresponse.review.ItemClass;
import io.github.integratedresponse.review.ProposedRepairItem;
import io.github.integratedresponse.review.ProposedRepairItems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The repair items of the organisation. Diagrams ask it for dates and for what is still to be repaired. */
@Component
public class RepairItems {

    static final String COLUMNS = "t.*, i.number as incident_number, r.number as review_number";
    static final String FROM = "response.repair_item t left join response.incident i on i.id = t.incident_id"
            + " left join response.review r on r.id = t.review_id";

    private static final String SELECT = "select " + COLUMNS + " from " + FROM + " ";

    private final JdbcClient jdbc;
    private final ProposedRepairItems proposals;
    private final Numbers numbers;
    private final Timeline timeline;
    private final Clock clock;
    private final TransactionMemory<Long, RepairItem> known = new TransactionMemory<>();

    RepairItems(JdbcClient jdbc, ProposedRepairItems proposals, Numbers numbers, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.proposals = proposals;
        this.numbers = numbers;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Takes on what was proposed. Taking it on again gives the item there is. */
    @Transactional
    public RepairItem open(ProposedRepairItem proposed, String actor) {
        Optional<RepairItem> there = jdbc.sql(SELECT + "where t.proposal_id = ?")
                .param(proposed.id())
                .query(RepairItems::item)
                .optional();
        if (there.isPresent()) {
            return there.get();
        }
        String number = numbers.next("REP");
        long id = jdbc.sql(
                        "insert into response.repair_item (number, proposal_id, incident_id, review_id, session_id,"
                                + " root_cause_id, title, description, item_class, owner, product_id, known_exploited, total_impact,"
                                + " exposed, automatable, opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .param(number)
                .param(proposed.id())
                .param(proposed.incidentId())
                .param(proposed.reviewId())
                .param(proposed.sessionId())
                .param(proposed.rootCauseId())
                .param(proposed.title())
                .param(proposed.description())
                .param(proposed.itemClass().name())
                .param(proposed.owner())
                .param(proposed.productId())
                .param(proposed.knownExploited())
                .param(proposed.totalImpact())
                .param(proposed.exposed())
                .param(proposed.automatable())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        proposals.markOpened(proposed.id());
        if (proposed.incidentId() != null) {
            timeline.append(
                    proposed.incidentId(),
                    "repair",
                    actor,
                    "Repair item %s for %s: %s".formatted(number, proposed.owner(), proposed.title()));
        }
        return byId(id);
    }

    /** @throws NotFound when there is no such item */
    public RepairItem byId(long id) {
        return known.get().computeIfAbsent(id, this::asked);
    }

    /** Something about the item changed in this transaction; it is asked for anew. */
    void changed(long id) {
        known.get().remove(id);
    }

    private RepairItem asked(long id) {
        return jdbc.sql(SELECT + "where t.id = ?")
                .param(id)
                .query(RepairItems::item)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such repair item"));
    }

    public Optional<RepairItem> byNumber(String number) {
        return jdbc.sql(SELECT + "where t.number = ?")
                .param(number)
                .query(RepairItems::item)
                .optional();
    }

    /** @return every item of the incident, oldest first */
    public List<RepairItem> ofIncident(long incidentId) {
        return jdbc.sql(SELECT + "where t.incident_id = ? order by t.id")
                .param(incidentId)
                .query(RepairItems::item)
                .list();
    }

    /**
     * @return ids of the incident's items that are not closed and that no process drives: none has begun, or it was cancelled. The list
     *     stays the same while a multi-instance starts the processes, because they begin in transactions of their own
     */
    @ForDiagrams
    public List<Long> openIdsOfIncident(Long incidentId) {
        return jdbc.sql(
                        "select id from response.repair_item t where incident_id = ? and state <> 'CLOSED' and not exists"
                                + " (select 1 from act_ru_execution e where e.id_ = t.process_instance_id) order by id")
                .param(incidentId)
                .query(Long.class)
                .list();
    }

    /** @return when the item must be done, as a timer wants it */
    @ForDiagrams
    public Date dueAt(Long id) {
        return Date.from(Objects.requireNonNull(byId(id).dueAt(), "The item has no due date yet"));
    }

    /** @return when the item was opened, from which its time counts */
    @ForDiagrams
    public Date openedAt(Long id) {
        return Date.from(byId(id).openedAt());
    }

    /** @return why the risk's latest acceptance was given */
    @ForDiagrams
    public String riskReason(Long id) {
        return "Risk accepted: " + ofAcceptance(id, "reason");
    }

    /** @return the account of the executive who signed the risk's latest acceptance */
    @ForDiagrams
    public String riskApprover(Long id) {
        return ofAcceptance(id, "approver");
    }

    private String ofAcceptance(Long id, String column) {
        return jdbc.sql("select " + column + " from response.accepted_risk where repair_item_id = ? and"
                        + " decision = 'APPROVE' order by id desc limit 1")
                .param(id)
                .query(String.class)
                .single();
    }

    /** @return the end of the last day of the risk's latest acceptance (UTC), as a timer wants it */
    @ForDiagrams
    public Date riskAcceptedUntil(Long id) {
        LocalDate until = jdbc.sql("select accepted_until from response.accepted_risk where repair_item_id = ? and"
                        + " decision = 'APPROVE' order by id desc limit 1")
                .param(id)
                .query(LocalDate.class)
                .single();
        return Date.from(endOf(until));
    }

    /** A day is over when the next one begins, in UTC. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    static RepairItem item(ResultSet row, int n) throws SQLException {
        return new RepairItem(
                row.getLong("id"),
                row.getString("number"),
                row.getObject("incident_id", Long.class),
                row.getString("incident_number"),
                row.getString("review_number"),
                row.getObject("session_id", Long.class),
                row.getObject("root_cause_id", Long.class),
                row.getString("title"),
                row.getString("description"),
                ItemClass.valueOf(row.getString("item_class")),
                row.getString("owner"),
                row.getString("product_id"),
                row.getObject("known_exploited", Boolean.class),
                row.getObject("total_impact", Boolean.class),
                row.getObject("exposed", Boolean.class),
                row.getObject("automatable", Boolean.class),
                Phase.valueOf(row.getString("phase")),
                RepairItem.State.valueOf(row.getString("state")),
                instant(row.getTimestamp("due_at")),
                row.getString("due_rule"),
                row.getString("plan"),
                row.getObject("target_date", LocalDate.class),
                row.getString("accepted_by"),
                row.getInt("reopened"),
                row.getString("tracker"),
                row.getString("tracker_ref"),
                row.getString("tracker_url"),
                row.getString("process_instance_id"),
                row.getTimestamp("opened_at").toInstant(),
                instant(row.getTimestamp("closed_at")));
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}

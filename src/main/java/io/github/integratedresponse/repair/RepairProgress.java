package io.github.integratedresponse.repair;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.repair.RepairItem.State;
import io.github.integratedresponse.repair.RepairStep.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records how a repair item moves on. Each method belongs to the transaction of the step it tells of. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RepairProgress {

    private final JdbcClient jdbc;
    private final RepairItems items;
    private final Timeline timeline;
    private final Clock clock;

    RepairProgress(JdbcClient jdbc, RepairItems items, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.timeline = timeline;
        this.clock = clock;
    }

    void drivenBy(RepairItem item, String processInstanceId) {
        update(item, "process_instance_id = ?", processInstanceId);
    }

    void enter(RepairItem item, Phase phase) {
        String state = phase == Phase.ACCEPT ? State.OPEN.name() : State.IN_REPAIR.name();
        update(item, "phase = ?, state = ?", phase.name(), state);
    }

    /**
     * Sets the due date that a rule gives, counted in calendar days from when the item was opened or woke.
     *
     * @return the new due date; empty when it stays, because it is the same or a person has set it
     */
    Optional<Instant> dueByRule(RepairItem item, Period dueIn, String rule) {
        boolean setByPerson = dueDates(item.id()).stream()
                .reduce((earlier, later) -> later)
                .filter(latest -> item.dueAt() != null && !latest.actor().equals("system"))
                .isPresent();
        Instant from = jdbc.sql("update response.repair_item set due_from = coalesce(due_from, ?) where id = ?"
                        + " returning due_from")
                .params(now(), item.id())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        items.changed(item.id());
        Instant due = from.atOffset(ZoneOffset.UTC).plus(dueIn).toInstant();
        if (setByPerson || due.equals(item.dueAt())) {
            return Optional.empty();
        }
        due(item, due, rule, "system");
        return Optional.of(due);
    }

    void due(RepairItem item, Instant dueAt, String reason, String actor) {
        update(item, "due_at = ?, due_rule = ?", dueAt.atOffset(ZoneOffset.UTC), reason);
        jdbc.sql("insert into response.repair_due_date (repair_item_id, due_at, reason, actor, at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(item.id(), dueAt.atOffset(ZoneOffset.UTC), reason, actor, now())
                .update();
        tell(item, actor, "is due " + dueAt + ": " + reason);
    }

    void needsNewDueDate(RepairItem item) {
        update(item, "due_at = null, due_rule = null, due_from = null");
    }

    void accept(RepairItem item, String plan, LocalDate target, @Nullable String reason, String actor) {
        update(item, "plan = ?, target_date = ?, accepted_by = ?", plan, target, actor);
        step(item, Phase.ACCEPT, Outcome.ACCEPTED, null, null, reason, actor);
        tell(item, actor, "taken on, to be done by " + target);
    }

    void handOver(RepairItem item, String newOwner, String reason, String actor) {
        update(item, "owner = ?", newOwner);
        step(
                item,
                Phase.ACCEPT,
                Outcome.OTHER_OWNER,
                null,
                null,
                item.owner() + " -> " + newOwner + ": " + reason,
                actor);
        tell(item, actor, "goes from %s to %s: %s".formatted(item.owner(), newOwner, reason));
    }

    void finish(
            RepairItem item,
            Phase phase,
            Outcome outcome,
            @Nullable String evidence,
            @Nullable String note,
            String actor) {
        step(item, phase, outcome, null, evidence, note, actor);
        tell(item, actor, phase.label() + " " + outcome.label());
    }

    void prove(RepairItem item, String method, String evidence, String actor) {
        step(item, Phase.PROOF, Outcome.PROVEN, method, evidence, null, actor);
        update(item, "state = 'CLOSED', closed_at = ?", now());
        tell(item, actor, "proven and closed: " + method);
    }

    void reopen(RepairItem item, String method, String evidence, String actor) {
        step(item, Phase.PROOF, Outcome.NOT_PROVEN, method, evidence, null, actor);
        update(item, "reopened = reopened + 1");
        tell(item, actor, "not proven and reopened: " + evidence);
    }

    void escalated(RepairItem item, String reason, String actor) {
        tell(item, actor, "overdue and escalated to an executive: " + reason);
    }

    void askForRisk(RepairItem item, String reason, String actor) {
        step(item, item.phase(), Outcome.RISK_ASKED, null, null, reason, actor);
        update(item, "state = 'RISK_ASKED'");
        tell(item, actor, "acceptance of the risk asked for: " + reason);
    }

    void riskDecided(RepairItem item, State state, String text, String actor) {
        update(item, "state = ?", state.name());
        tell(item, actor, text);
    }

    void tracked(RepairItem item, String tracker, TrackerIssue issue) {
        update(item, "tracker = ?, tracker_ref = ?, tracker_url = ?", tracker, issue.reference(), issue.url());
    }

    private void step(
            RepairItem item,
            Phase phase,
            Outcome outcome,
            @Nullable String method,
            @Nullable String evidence,
            @Nullable String note,
            String actor) {
        jdbc.sql(
                        "insert into response.repair_step (repair_item_id, round, phase, outcome, method, evidence, note, actor,"
                                + " at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(item.id())
                .param(item.reopened())
                .param(phase.name())
                .param(outcome.name())
                .param(method)
                .param(evidence)
                .param(note)
                .param(actor)
                .param(now())
                .update();
    }

    private void update(RepairItem item, String change, @Nullable Object... values) {
        var statement = jdbc.sql("update response.repair_item set version = version + 1, " + change + " where id = ?");
        for (Object value : values) {
            statement = statement.param(value);
        }
        statement.param(item.id()).update();
        items.changed(item.id());
    }

    private void tell(RepairItem item, String actor, String text) {
        if (item.incidentId() != null) {
            timeline.append(item.incidentId(), "repair", actor, "Repair item " + item.number() + ": " + text);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** @return what was done so far, oldest first */
    @Transactional(propagation = Propagation.SUPPORTS)
    List<RepairStep> steps(long itemId) {
        return jdbc.sql("select * from response.repair_step where repair_item_id = ? order by id")
                .param(itemId)
                .query((row, n) -> new RepairStep(
                        row.getInt("round"),
                        Phase.valueOf(row.getString("phase")),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("method"),
                        row.getString("evidence"),
                        row.getString("note"),
                        row.getString("actor"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** @return every due date the item had, oldest first, as people read them */
    @Transactional(propagation = Propagation.SUPPORTS)
    List<DueDate> dueDates(long itemId) {
        return jdbc.sql("select * from response.repair_due_date where repair_item_id = ? order by id")
                .param(itemId)
                .query((row, n) -> new DueDate(
                        row.getTimestamp("due_at").toInstant(),
                        row.getString("reason"),
                        row.getString("actor"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** A due date that an item had, and why. */
    record DueDate(Instant dueAt, String reason, String actor, Instant at) {}
}

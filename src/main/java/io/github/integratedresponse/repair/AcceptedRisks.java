package io.github.integratedresponse.repair;

import io.github.integratedresponse.repair.RepairItem.State;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Risks that somebody asked to have accepted, what an executive decided, and until when. */
@Component
class AcceptedRisks {

    private final JdbcClient jdbc;
    private final RepairProgress progress;
    private final Clock clock;

    AcceptedRisks(JdbcClient jdbc, RepairProgress progress, Clock clock) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.clock = clock;
    }

    /** Keeps the question. One that was left open when the process was cancelled gives way to it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ask(RepairItem item, String reason, String actor) {
        jdbc.sql(
                        "insert into response.accepted_risk (repair_item_id, asked_by, asked_reason, asked_at) values (?, ?, ?, ?)"
                                + " on conflict (repair_item_id) where decision is null do update set asked_by = excluded.asked_by,"
                                + " asked_reason = excluded.asked_reason, asked_at = excluded.asked_at")
                .params(item.id(), actor, reason, now())
                .update();
        progress.askForRisk(item, reason, actor);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void approve(RepairItem item, LocalDate until, String compensatingControl, String reason, String approver) {
        decide(item, "APPROVE", until, compensatingControl, reason, approver);
        progress.riskDecided(
                item, State.RISK_ACCEPTED, "risk accepted until %s: %s".formatted(until, reason), approver);
    }

    /** The work goes on where it stood. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refuse(RepairItem item, String reason, String approver) {
        decide(item, "REFUSE", null, null, reason, approver);
        progress.riskDecided(item, State.IN_REPAIR, "risk not accepted: " + reason, approver);
    }

    /** The acceptance has ended; somebody must take the item on again, by a new date. Ending it again changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(RepairItem item) {
        int ended = jdbc.sql(
                        "update response.accepted_risk set ended_at = ? where repair_item_id = ? and decision = 'APPROVE'"
                                + " and ended_at is null")
                .params(now(), item.id())
                .update();
        if (ended > 0) {
            progress.enter(item, Phase.ACCEPT);
            progress.needsNewDueDate(item);
            progress.riskDecided(item, State.OPEN, "the accepted risk has ended, the item is open again", "system");
        }
    }

    List<AcceptedRisk> of(long itemId) {
        return jdbc.sql("select * from response.accepted_risk where repair_item_id = ? order by id")
                .param(itemId)
                .query((row, n) -> new AcceptedRisk(
                        row.getString("asked_by"),
                        row.getString("asked_reason"),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getString("decision"),
                        row.getString("approver"),
                        row.getObject("accepted_until", LocalDate.class),
                        row.getString("compensating_control"),
                        row.getString("reason"),
                        RepairItems.instant(row.getTimestamp("decided_at")),
                        RepairItems.instant(row.getTimestamp("ended_at"))))
                .list();
    }

    /** @throws java.util.NoSuchElementException when nobody asked */
    AcceptedRisk asked(long itemId) {
        return of(itemId).stream()
                .filter(risk -> risk.decision() == null)
                .findFirst()
                .orElseThrow();
    }

    private void decide(
            RepairItem item,
            String decision,
            @Nullable LocalDate until,
            @Nullable String compensatingControl,
            String reason,
            String approver) {
        int decided = jdbc.sql(
                        "update response.accepted_risk set decision = ?, approver = ?, accepted_until = ?,"
                                + " compensating_control = ?, reason = ?, decided_at = ? where repair_item_id = ? and decision is null")
                .param(Objects.requireNonNull(decision))
                .param(approver)
                .param(until)
                .param(compensatingControl)
                .param(reason)
                .param(now())
                .param(item.id())
                .update();
        if (decided != 1) {
            throw new IllegalStateException("Nobody asked to accept the risk of " + item.number());
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /**
     * A question and its answer.
     *
     * @param decision {@code APPROVE} or {@code REFUSE}, {@code null} while nobody has decided
     * @param until the last day of the acceptance
     * @param endedAt when the item woke
     */
    record AcceptedRisk(
            String askedBy,
            String askedReason,
            Instant askedAt,
            @Nullable String decision,
            @Nullable String approver,
            @Nullable LocalDate until,
            @Nullable String compensatingControl,
            @Nullable String reason,
            @Nullable Instant decidedAt,
            @Nullable Instant endedAt) {}
}

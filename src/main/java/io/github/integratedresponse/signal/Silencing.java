package io.github.integratedresponse.signal;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.signal.Suppression.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and ends suppressions. Each is told to the audit log, in the transaction that does it. */
@Component
class Silencing {

    private final SuppressionTable table;
    private final WantedSuppression wanted;
    private final Waking waking;
    private final AuditLog audit;
    private final Clock clock;

    Silencing(SuppressionTable table, WantedSuppression wanted, Waking waking, AuditLog audit, Clock clock) {
        this.table = table;
        this.wanted = wanted;
        this.waking = waking;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is to be made, as somebody said it; anything may be missing or wrong. */
    record Wish(
            @Nullable String kind,
            @Nullable String owner,
            @Nullable String reason,
            @Nullable String endsAt,
            Map<Criterion, @Nullable String> about,
            @Nullable Integer upToSeverityId) {}

    /** What is to be changed; {@code null} for what stays. */
    record Amendment(@Nullable String owner, @Nullable String reason, @Nullable String endsAt) {}

    /** @return its id */
    @Transactional
    public long make(Wish wish, String by) {
        Instant now = now();
        Problems problems = new Problems();
        Kind kind = wanted.kind(wish.kind(), problems);
        String owner = wanted.owner(wish.owner(), problems);
        String reason = wanted.reason(wish.reason(), problems);
        Instant end = wanted.end(wish.endsAt(), now, problems);
        Scope scope = wanted.scope(wish.about(), wish.upToSeverityId(), problems);
        problems.throwIfAny();
        long id = table.insert(kind, owner, reason, scope, now, by, end);
        Suppression made = table.byId(id).orElseThrow();
        if (kind == Kind.SNOOZE) {
            waking.atTheEndOf(made);
        }
        tell(
                made,
                kind == Kind.SNOOZE ? "signals-snoozed" : "signals-suppressed",
                by,
                "Until %s, owner %s: signals with %s. Reason: %s".formatted(end, owner, scope, reason));
        return id;
    }

    @Transactional
    public void change(long id, Amendment amendment, String by) {
        Instant now = now();
        Suppression before = lock(id);
        Problems problems = new Problems();
        problems.addIf(
                amendment.owner() == null && amendment.reason() == null && amendment.endsAt() == null,
                "owner, reason or endsAt",
                "at least one must be given");
        String owner = amendment.owner() == null ? before.owner() : wanted.owner(amendment.owner(), problems);
        String reason = amendment.reason() == null ? before.reason() : wanted.reason(amendment.reason(), problems);
        Instant end = amendment.endsAt() == null ? before.endsAt() : wanted.end(amendment.endsAt(), now, problems);
        problems.throwIfAny();
        requireInForce(before, now);
        Map<String, String[]> changes = new LinkedHashMap<>();
        changes.put("owner", new String[] {before.owner(), owner});
        changes.put("reason", new String[] {before.reason(), reason});
        changes.put("endsAt", new String[] {before.endsAt().toString(), end.toString()});
        changes.values().removeIf(change -> change[0].equals(change[1]));
        if (changes.isEmpty()) {
            return;
        }
        table.change(id, owner, reason, end);
        changes.forEach((what, change) -> {
            table.note(id, new SuppressionTable.Change(now, by, what, change[0], change[1]));
            tell(before, "suppression-changed", by, "%s from %s to %s".formatted(what, change[0], change[1]));
        });
        if (changes.containsKey("endsAt") && before.kind() == Kind.SNOOZE) {
            waking.atTheEndOf(table.byId(id).orElseThrow());
        }
    }

    /** Ends it now. What a snooze holds back is placed as soon as this has committed. */
    @Transactional
    public void end(long id, @Nullable String why, String by) {
        Instant now = now();
        Suppression suppression = lock(id);
        Problems problems = new Problems();
        String reason = wanted.reason(why, problems);
        problems.throwIfAny();
        requireInForce(suppression, now);
        table.end(id, now, by, reason);
        if (suppression.kind() == Kind.SNOOZE) {
            waking.now(suppression);
        }
        tell(suppression, "suppression-ended", by, "Before its time, " + suppression.endsAt() + ". Reason: " + reason);
    }

    private Suppression lock(long id) {
        return table.lock(id).orElseThrow(() -> new NotFound("There is no suppression " + id));
    }

    private static void requireInForce(Suppression suppression, Instant now) {
        if (suppression.over(now)) {
            throw new Conflict("suppression", "is over; make another one");
        }
    }

    private void tell(Suppression suppression, String kind, String actor, String text) {
        audit.append(new AuditEvent(Category.SIGNAL, kind, actor, suppression.named(), text));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

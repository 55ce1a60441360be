package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Clocks of one name, made as they would have become. */
class Lives {

    private static final String INSERT =
            "insert into response.sla_clock (name, subject, process_definition_key, process_instance_id, activity_id,"
                    + " activity_instance_id, business_key, severity, division, owner, product_id, calendar, region, target,"
                    + " warn_fraction, started_at, warn_at, due_at, stopped_at, state, elapsed_ms, paused_at, breached_at)"
                    + " values (?, ?, 'work', ?, 'do', ?, ?, ?, ?, ?, ?, ?, ?, ?, 0.75, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    final String name = "clock-" + UUID.randomUUID();
    String businessKey = "WORK-" + UUID.randomUUID();
    private final List<Object[]> rows = new ArrayList<>();

    @Nullable
    String subject;

    @Nullable
    String severity = "SEV2";

    @Nullable
    String division;

    @Nullable
    String owner;

    String calendar = "24x7";

    Lives(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Clocks whose work was done. */
    Lives done(int count, Instant started, Duration took, Duration target) {
        for (int i = 0; i < count; i++) {
            stopped(took.compareTo(target) > 0 ? "MET_LATE" : "MET", started, took, target);
        }
        return this;
    }

    Lives calledOff(int count, Instant started, Duration took, Duration target) {
        for (int i = 0; i < count; i++) {
            stopped("CANCELLED", started, took, target);
        }
        return this;
    }

    private void stopped(String state, Instant started, Duration took, Duration target) {
        row(state, started, started.plus(target), started.plus(took), target.toString(), took.toMillis(), null, null);
    }

    /** A clock that runs, or that was due before {@code now} and is broken. */
    Lives open(Instant started, Duration target, Instant now) {
        Instant due = started.plus(target);
        boolean broken = due.isBefore(now);
        row(broken ? "BREACHED" : "RUNNING", started, due, null, target.toString(), null, null, broken ? due : null);
        return this;
    }

    Lives paused(Instant started, Duration target, Instant since) {
        row("PAUSED", started, started.plus(target), null, target.toString(), null, since, null);
        return this;
    }

    Lives running(Instant started, String target, Instant due) {
        row("RUNNING", started, due, null, target, null, null, null);
        return this;
    }

    private void row(
            String state,
            Instant started,
            Instant due,
            @Nullable Instant stopped,
            String target,
            @Nullable Long elapsed,
            @Nullable Instant paused,
            @Nullable Instant breached) {
        String run = UUID.randomUUID().toString();
        rows.add(new Object[] {
            name,
            subject,
            run,
            run,
            businessKey,
            severity,
            division,
            owner,
            null,
            calendar,
            null,
            target,
            utc(started),
            utc(started),
            utc(due),
            utc(stopped),
            state,
            elapsed,
            utc(paused),
            utc(breached)
        });
    }

    Lives kept() {
        jdbc.batchUpdate(INSERT, rows);
        rows.clear();
        return this;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.Forecasts.Forecast;
import io.github.integratedresponse.sla.Forecasts.Likeness;
import io.github.integratedresponse.sla.LifeTable.Watched;
import io.github.integratedresponse.sla.Outlook.Entry;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at all open clocks, and keeps what it saw for half a minute: in that time no chance moves that a person would act on, and a list
 * in the order of chance needs all of them. Who comes later is still served that, and it is looked anew behind their back.
 */
@Component
class Outlooks {

    static final Duration KEPT = Duration.ofSeconds(30);

    /** What is older than this is not served; who comes then waits. */
    static final Duration SERVED = Duration.ofMinutes(5);

    /** What is due by then is pressing, whether it was warned about or not. */
    static final Duration SOON = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Outlooks.class);

    /** Of what the roll-up has still to take in; more than that waits only while an older database is read for the first time. */
    private static final int MOST_WAITING = 20_000;

    private static final String CURVES =
            "select name, scale, subject, severity, buckets, done, called_off from response.sla_life_curve";

    private static final String WAITING =
            "select c.name, c.subject, c.severity, c.state, c.elapsed_ms, c.calendar, c.region, c.target"
                    + " from response.sla_life_waiting w join response.sla_clock c on c.id = w.clock_id"
                    + " where w.stopped and w.week >= ? and c.elapsed_ms is not null and not exists (select 1"
                    + " from response.restriction r where r.lifted_at is null and r.business_key = c.business_key)"
                    + " order by w.id limit " + MOST_WAITING;

    private static final String OPEN = "select " + OpenClock.COLUMNS + " from response.sla_clock c where ";

    private final JdbcClient jdbc;
    private final CalendarTime time;
    private final Clock clock;
    private final TransactionTemplate snapshot;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Outlook latest;

    Outlooks(JdbcClient jdbc, CalendarTime time, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        this.clock = clock;
        // what was rolled up, what waits and what is open belong to one moment
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.snapshot.setReadOnly(true);
    }

    Outlook latest() {
        Outlook seen = latest;
        if (seen == null || olderThan(SERVED, seen)) {
            return lookUnlessAnotherHas(SERVED);
        }
        if (olderThan(KEPT, seen) && !looking.isLocked()) {
            CompletableFuture.runAsync(() -> lookUnlessAnotherHas(KEPT)).exceptionally(failure -> {
                LOG.warn("The open clocks could not be looked at anew; what was seen before is served on", failure);
                return null;
            });
        }
        return seen;
    }

    private Outlook lookUnlessAnotherHas(Duration old) {
        looking.lock();
        try {
            Outlook seen = latest;
            if (seen == null || olderThan(old, seen)) {
                seen = look();
                latest = seen;
            }
            return seen;
        } finally {
            looking.unlock();
        }
    }

    private boolean olderThan(Duration age, Outlook seen) {
        return Duration.between(seen.at(), clock.instant()).abs().compareTo(age) >= 0;
    }

    /** Looks anew, whatever was kept. */
    Outlook look() {
        Instant now = clock.instant();
        return Objects.requireNonNull(snapshot.execute(status -> look(now)));
    }

    /** @return the clock as it stands, forecast by these tables; empty when it is not open */
    Optional<Entry> one(long clockId, Outlook by) {
        Instant now = clock.instant();
        return jdbc.sql(OPEN + "c.stopped_at is null and c.id = ?")
                .param(clockId)
                .query((row, n) -> entry(OpenClock.of(row, now, time), by.tables(), now))
                .optional();
    }

    private Outlook look(Instant now) {
        LocalDate since = LifeWindow.since(now);
        Map<LikeClocks, Watched> watched = new HashMap<>();
        jdbc.sql(CURVES).query((row, n) -> curve(watched, row)).list();
        jdbc.sql(WAITING).param(since).query((row, n) -> waiting(watched, row)).list();
        List<OpenClock> open = jdbc.sql(OPEN + "c.stopped_at is null")
                .query((row, n) -> OpenClock.of(row, now, time))
                .list();
        Instant start = LifeWindow.start(since);
        open.stream()
                .filter(running -> !running.restricted() && !running.startedAt().isBefore(start))
                .forEach(running -> LikeClocks.of(running)
                        .forEach(like -> watched.computeIfAbsent(like, kind -> new Watched())
                                .add((int) like.position(running.used(), running.target()), 0, 1)));
        Map<LikeClocks, LifeTable> tables = new HashMap<>();
        watched.forEach((like, counts) -> tables.put(like, counts.table()));
        return new Outlook(
                now,
                tables,
                open.stream().map(running -> entry(running, tables, now)).toList());
    }

    /** What was rolled up: by severity as it is, by share once for the clock and once for all that have its name. */
    private static boolean curve(Map<LikeClocks, Watched> watched, ResultSet row) throws SQLException {
        Watched counts = new Watched();
        Number[] buckets = numbers(row.getArray("buckets"));
        Number[] done = numbers(row.getArray("done"));
        Number[] calledOff = numbers(row.getArray("called_off"));
        for (int i = 0; i < buckets.length; i++) {
            counts.add(buckets[i].intValue(), done[i].intValue(), calledOff[i].intValue());
        }
        for (Likeness likeness : Likeness.values()) {
            LikeClocks like =
                    LikeClocks.of(likeness, row.getString("name"), row.getString("subject"), row.getString("severity"));
            if (like.scale().name().equals(row.getString("scale"))) {
                watched.computeIfAbsent(like, kind -> new Watched()).add(counts);
            }
        }
        return true;
    }

    private boolean waiting(Map<LikeClocks, Watched> watched, ResultSet row) throws SQLException {
        long elapsed = row.getLong("elapsed_ms");
        long target = time.length(row.getString("calendar"), row.getString("region"), row.getString("target"))
                .toMillis();
        boolean done = SlaClock.State.valueOf(row.getString("state")) != SlaClock.State.CANCELLED;
        for (Likeness likeness : Likeness.values()) {
            LikeClocks like =
                    LikeClocks.of(likeness, row.getString("name"), row.getString("subject"), row.getString("severity"));
            if (like.scale() == LifeScale.TIME || target > 0) {
                int bucket = (int) like.position(Duration.ofMillis(elapsed), Duration.ofMillis(target));
                watched.computeIfAbsent(like, kind -> new Watched()).add(bucket, done ? 1 : 0, done ? 0 : 1);
            }
        }
        return true;
    }

    private static Number[] numbers(Array array) throws SQLException {
        return (Number[]) array.getArray();
    }

    private Entry entry(OpenClock open, Map<LikeClocks, LifeTable> tables, Instant now) {
        Prognosis prognosis = Prognosis.of(LikeClocks.of(open), open.used(), open.target(), open.breached(), tables);
        LifeTable.Lasting chance = prognosis.chance();
        Duration remaining = prognosis.remaining();
        boolean stands = open.state() == SlaClock.State.PAUSED;
        boolean pressing = !stands
                && !open.breached()
                && (!open.warnAt().isAfter(now) || !open.dueAt().isAfter(now.plus(SOON)));
        return new Entry(
                open.businessKey(),
                pressing,
                new Forecast(
                        open.id(),
                        open.name(),
                        open.subject(),
                        open.businessKey(),
                        open.severity(),
                        open.processKey(),
                        open.processInstance(),
                        null,
                        open.element(),
                        open.productId(),
                        open.division(),
                        open.owner(),
                        open.region(),
                        open.state().name(),
                        open.startedAt(),
                        open.dueAt(),
                        open.target(),
                        open.used(),
                        chance == null ? null : rounded(chance.chance()),
                        chance == null ? null : rounded(chance.low()),
                        chance == null ? null : rounded(chance.high()),
                        prognosis.why(),
                        prognosis.basis(),
                        remaining,
                        remaining == null || stands ? null : time.after(open.calendar(), open.region(), now, remaining),
                        now));
    }

    private static double rounded(double chance) {
        return Math.round(chance * 10_000) / 10_000.0;
    }
}

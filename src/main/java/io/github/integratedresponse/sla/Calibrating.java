package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.Forecasts.Likeness;
import io.github.integratedresponse.sla.LifeTable.Watched;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares, on clocks that forecasts could not have learned from, what would have been forecast with what happened. */
@Component
class Calibrating {

    /** Long enough ago that most clocks which started since are decided, and so near that it is still the same teams and targets. */
    static final int WEEKS_HELD_BACK = 4;

    private static final LocalTime NIGHT = LocalTime.of(2, 0);
    private static final int WEEKS_KEPT = 52;
    static final double[] FRACTIONS = {0.25, 0.5, 0.75};

    private static final String UNRESTRICTED = " not exists (select 1 from response.restriction r"
            + " where r.lifted_at is null and r.business_key = c.business_key) ";

    /** What was closed at the cut, in the buckets of both scales at once. */
    private static final String CLOSED =
            """
            select name, subject, severity, %s as time_bucket, case when target_ms > 0 then %s else -1 end as share_bucket,
                sum(done) as done, count(*) - sum(done) as called_off
            from (
                select c.name, c.subject, c.severity, c.elapsed_ms, %s as target_ms, (c.state <> 'CANCELLED')::int as done
                from response.sla_clock c %s
                where c.started_at >= ? and c.started_at < ? and c.stopped_at <= ? and c.elapsed_ms is not null and %s
            ) as life
            group by name, subject, severity, time_bucket, share_bucket
            """
                    .formatted(
                            LifeScale.TIME.sql("elapsed_ms"),
                            LifeScale.SHARE.sql("elapsed_ms / target_ms"),
                            CalendarTime.TARGET_MS,
                            CalendarTime.DAYS,
                            UNRESTRICTED);

    /** What was open at the cut, as the ledger then had it; what it had not heard of then is left out. */
    private static final String OPEN =
            """
            select c.name, c.subject, coalesce(l.severity, c.severity) as severity, coalesce(l.due_at, c.due_at) as due_at,
                coalesce(l.target, c.target) as target, coalesce(l.calendar, c.calendar) as calendar,
                coalesce(l.region, c.region) as region, (
                    select min(p.began_at) from response.sla_pause p where p.clock_id = c.id and p.began_at <= ?
                        and (p.ended_at is null or p.ended_at > ?)) as paused_at
            from response.sla_clock c left join lateral (
                select l.severity, l.due_at, l.target, l.calendar, l.region from response.sla_ledger l
                where l.clock_id = c.id and l.at <= ? order by l.id desc limit 1) as l on true
            where c.started_at >= ? and c.started_at < ? and (c.stopped_at is null or c.stopped_at > ?)
                and (l.due_at is not null or not exists (select 1 from response.sla_ledger o where o.clock_id = c.id)) and
            """
                    + UNRESTRICTED;

    private static final String HELD_BACK =
            """
            select c.name, c.subject, c.severity, c.state, c.due_at, c.stopped_at, c.paused_at, c.breached_at, c.calendar,
                c.region, c.elapsed_ms, %s as target_ms
            from response.sla_clock c %s
            where c.started_at >= ? and c.started_at < ? and c.due_at <= ? and
            """
                            .formatted(CalendarTime.TARGET_MS, CalendarTime.DAYS)
                    + UNRESTRICTED;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final CalendarTime time;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Calibrating(
            JdbcClient jdbc,
            JdbcTemplate batches,
            CalendarTime time,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.time = time;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Computes the calibration of the last weeks, once a night. */
    void computeNightly() {
        Instant now = clock.instant();
        Instant night = now.atZone(ZoneOffset.UTC).with(NIGHT).toInstant();
        Instant due = night.isAfter(now) ? night.minus(Duration.ofDays(1)) : night;
        LocalDate cut = LifeWindow.monday(now).minusWeeks(WEEKS_HELD_BACK);
        boolean done = jdbc.sql(
                        "select exists (select 1 from response.sla_calibration_run where cut = ? and computed_at >= ?)")
                .param(cut)
                .param(due.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        if (!done) {
            compute(cut);
        }
    }

    /** @param cut a Monday */
    void compute(LocalDate cut) {
        transaction.executeWithoutResult(status -> compute(cut, clock.instant()));
    }

    private void compute(LocalDate cut, Instant now) {
        LocalDate from = cut.minusWeeks(LifeWindow.WEEKS);
        Map<LikeClocks, LifeTable> tables = tables(LifeWindow.start(from), LifeWindow.start(cut));
        Map<Tally.Place, Tally> sums = new HashMap<>();
        heldBack(LifeWindow.start(cut), now).stream()
                .collect(Collectors.groupingBy(HeldBack::name))
                .forEach((name, clocks) -> {
                    for (double fraction : FRACTIONS) {
                        judge(name, fraction, clocks, tables, sums);
                    }
                });
        jdbc.sql("delete from response.sla_calibration_run where cut = ? or cut < ?")
                .param(cut)
                .param(cut.minusWeeks(WEEKS_KEPT))
                .update();
        jdbc.sql("insert into response.sla_calibration_run (cut, trained_from, computed_at) values (?, ?, ?)")
                .param(cut)
                .param(from)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
        batches.batchUpdate(
                "insert into response.sla_calibration (cut, name, fraction, bin, forecasts, weight, predicted, broken, squared)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                sums.entrySet().stream()
                        .map(sum -> new Object[] {
                            cut,
                            sum.getKey().name(),
                            sum.getKey().fraction(),
                            sum.getKey().bin(),
                            sum.getValue().forecasts(),
                            sum.getValue().weight(),
                            sum.getValue().predicted(),
                            sum.getValue().broken(),
                            sum.getValue().squared()
                        })
                        .toList());
    }

    private static void judge(
            String name,
            double fraction,
            List<HeldBack> clocks,
            Map<LikeClocks, LifeTable> tables,
            Map<Tally.Place, Tally> sums) {
        List<HeldBack> running =
                clocks.stream().filter(one -> one.share() > fraction).toList();
        HeldBack.Weights weights = new HeldBack.Weights(running);
        for (HeldBack one : running) {
            if (one.decided()) {
                LifeTable.Lasting chance = Prognosis.of(
                                LikeClocks.of(name, one.subject(), one.severity()),
                                Duration.ofMillis(Math.round(one.target() * fraction)),
                                Duration.ofMillis(Math.round(one.target())),
                                false,
                                tables)
                        .chance();
                sums.computeIfAbsent(Tally.Place.of(name, fraction, chance), place -> new Tally())
                        .add(weights.of(one), chance == null ? 0 : chance.chance(), one.broken());
            }
        }
    }

    /** As they would have been made at the cut. */
    private Map<LikeClocks, LifeTable> tables(Instant from, Instant cut) {
        OffsetDateTime begin = from.atOffset(ZoneOffset.UTC);
        OffsetDateTime end = cut.atOffset(ZoneOffset.UTC);
        Map<LikeClocks, Watched> watched = new HashMap<>();
        jdbc.sql(CLOSED)
                .param(time.names())
                .param(time.days())
                .param(begin)
                .param(end)
                .param(end)
                .query((row, n) -> closed(watched, row))
                .list();
        jdbc.sql(OPEN)
                .params(end, end, end, begin, end, end)
                .query((row, n) -> open(watched, row, cut))
                .list();
        Map<LikeClocks, LifeTable> tables = new HashMap<>();
        watched.forEach((like, counts) -> tables.put(like, counts.table()));
        return tables;
    }

    private static boolean closed(Map<LikeClocks, Watched> watched, ResultSet row) throws SQLException {
        for (Likeness likeness : Likeness.values()) {
            LikeClocks like =
                    LikeClocks.of(likeness, row.getString("name"), row.getString("subject"), row.getString("severity"));
            int bucket = row.getInt(like.scale() == LifeScale.TIME ? "time_bucket" : "share_bucket");
            if (bucket >= 0) {
                watched.computeIfAbsent(like, kind -> new Watched())
                        .add(bucket, row.getInt("done"), row.getInt("called_off"));
            }
        }
        return true;
    }

    private boolean open(Map<LikeClocks, Watched> watched, ResultSet row, Instant cut) throws SQLException {
        String calendar = row.getString("calendar");
        String region = row.getString("region");
        Duration target = time.length(calendar, region, row.getString("target"));
        OffsetDateTime paused = row.getObject("paused_at", OffsetDateTime.class);
        Instant counted = paused == null ? cut : paused.toInstant();
        Duration left = time.between(
                calendar,
                region,
                counted,
                row.getObject("due_at", OffsetDateTime.class).toInstant());
        Duration used = target.minus(left).isNegative() ? Duration.ZERO : target.minus(left);
        for (LikeClocks like :
                LikeClocks.of(row.getString("name"), row.getString("subject"), row.getString("severity"))) {
            watched.computeIfAbsent(like, kind -> new Watched()).add((int) like.position(used, target), 0, 1);
        }
        return true;
    }

    /** Only what is due by now, or clocks that were done early would be too many among those that are decided. */
    private List<HeldBack> heldBack(Instant cut, Instant now) {
        OffsetDateTime end = now.atOffset(ZoneOffset.UTC);
        return jdbc
                .sql(HELD_BACK)
                .param(time.names())
                .param(time.days())
                .param(cut.atOffset(ZoneOffset.UTC))
                .param(end)
                .param(end)
                .query((row, n) -> heldBack(row))
                .list()
                .stream()
                .filter(one -> one.target() > 0)
                .toList();
    }

    private HeldBack heldBack(ResultSet row) throws SQLException {
        SlaClock.State state = SlaClock.State.valueOf(row.getString("state"));
        Instant due = row.getObject("due_at", OffsetDateTime.class).toInstant();
        OffsetDateTime stopped = row.getObject("stopped_at", OffsetDateTime.class);
        double target = row.getDouble("target_ms");
        boolean broken =
                switch (state) {
                    case MET -> false;
                    case MET_LATE, RUNNING, BREACHED -> true;
                    case PAUSED -> row.getObject("breached_at") != null;
                    case CANCELLED -> stopped != null && stopped.toInstant().isAfter(due);
                };
        boolean decided = broken || state == SlaClock.State.MET;
        double used = row.getDouble("elapsed_ms");
        OffsetDateTime paused = row.getObject("paused_at", OffsetDateTime.class);
        if (paused != null) {
            used = target
                    - time.between(row.getString("calendar"), row.getString("region"), paused.toInstant(), due)
                            .toMillis();
        }
        return new HeldBack(
                row.getString("name"),
                row.getString("subject"),
                row.getString("severity"),
                target,
                broken ? 1 : Math.min(1, used / target),
                broken,
                decided);
    }
}

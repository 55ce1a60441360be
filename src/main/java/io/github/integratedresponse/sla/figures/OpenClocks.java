package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Planning;
import io.github.integratedresponse.sla.SlaFigures.Ageing;
import io.github.integratedresponse.sla.SlaFigures.Entry;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Open;
import io.github.integratedresponse.sla.SlaFigures.OpenClock;
import io.github.integratedresponse.sla.SlaFigures.OpenCounts;
import io.github.integratedresponse.sla.SlaFigures.Pause;
import io.github.integratedresponse.sla.SlaFigures.Repairs;
import io.github.integratedresponse.sla.SlaFigures.Risk;
import io.github.integratedresponse.sla.SlaFigures.Story;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts and lists what is promised and not yet kept. */
@Component
class OpenClocks {

    private static final String UNRESTRICTED = " and not exists (select 1 from response.restriction r"
            + " where r.business_key = c.business_key and r.lifted_at is null)";

    /** Where the filter stands, by its number of places: the sums, what they have to lose and to gain, and the clocks themselves. */
    private static final String SUMMED_UP =
            """
            with unsettled as (select clock_id from response.sla_unsettled(:now) union select clock_id from response.sla_unwarned(:now)),
            counted as (
                select k.clock, o.state, o.n from response.sla_open o join response.sla_kind k on k.id = o.kind
                    where o.mask = :mask and o.value = :value%1$s
                union all select k.clock, c.open_state, -1 from unsettled u%2$s join response.sla_kind k on k.id = c.kind
                    where c.open_state is not null%3$s
                union all select t.clock, t.open_state, 1 from unsettled u%4$s where t.open_state is not null%5$s
            )
            select o.*,
                -- of each name the worst is the first of an index
                (select c.due_at from response.sla_clock c where c.name = o.clock and c.stopped_at is null and c.state <> 'PAUSED'
                    and c.due_at <= :now%6$s order by c.due_at limit 1) as worst
            from (select clock, sum(n) as open, coalesce(sum(n) filter (where state = 'PAUSED'), 0) as paused,
                coalesce(sum(n) filter (where state = 'AT_RISK'), 0) as at_risk,
                coalesce(sum(n) filter (where state = 'BREACHED'), 0) as overdue
                from counted group by clock having sum(n) > 0) o order by o.clock""";

    private static final String COUNTED_ANEW =
            """
            select c.name as clock, count(*) as open, count(*) filter (where c.state = 'PAUSED') as paused,
                count(*) filter (where c.state = 'RUNNING' and c.warn_at <= :now and c.due_at > :now) as at_risk,
                count(*) filter (where c.state = 'BREACHED' or (c.state = 'RUNNING' and c.due_at <= :now)) as overdue,
                min(c.due_at) filter (where c.state <> 'PAUSED' and c.due_at <= :now) as worst
            from response.sla_clock c where c.stopped_at is null%s group by c.name order by c.name""";

    private static final String AGEING =
            """
            with item as (
                select c.process_instance_id, extract(epoch from :now - c.started_at) / 86400 as days,
                    c.state = 'BREACHED' or (c.state = 'RUNNING' and c.due_at <= :now) as overdue
                from response.sla_clock c where c.name = 'repair-item' and c.stopped_at is null%s%s
            ), phase as (
                select c.process_instance_id, max(c.name) as name from response.sla_clock c where c.stopped_at is null and c.name in
                    ('repair-accept', 'repair-operations', 'repair-engineering', 'repair-governance', 'repair-proof')
                group by c.process_instance_id
            )
            select case when grouping(p.name) = 1 then 'all' else coalesce(p.name, '') end as phase, count(*) as open,
                count(*) filter (where overdue) as overdue, count(*) filter (where days < 7) as under7,
                count(*) filter (where days >= 7 and days < 30) as under30, count(*) filter (where days >= 30 and days < 90) as under90,
                count(*) filter (where days >= 90 and days < 180) as under180, count(*) filter (where days >= 180) as older,
                percentile_disc(0.5) within group (order by days) as median, max(days) as oldest
            from item left join phase p using (process_instance_id) group by grouping sets ((p.name), ())
            having count(*) > 0 order by grouping(p.name) desc, p.name""";

    /** Of the engine: the work as a whole that a clock belongs to, while it goes on. */
    static final String ROOT =
            "(select e.root_proc_inst_id_ from act_ru_execution e where e.id_ = c.process_instance_id) as root_instance";

    private final JdbcClient jdbc;
    private final Planning planning;
    private final Restrictions restrictions;

    OpenClocks(JdbcClient jdbc, Planning planning, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.planning = planning;
        this.restrictions = restrictions;
    }

    OpenCounts counts(Filter filter, Instant now) {
        Slice slice = new Slice(filter, List.of());
        int mask = slice.narrowed() & ~Slice.KIND;
        String clocks = slice.ofClocks("c") + UNRESTRICTED;
        if (Integer.bitCount(mask) > 1) {
            return new OpenCounts(now, counted(COUNTED_ANEW.formatted(clocks), slice, mask, now));
        }
        String sums = SUMMED_UP.formatted(
                slice.ofKinds("o"),
                Adherences.COUNTED,
                slice.ofKind("k") + slice.ofRow("c"),
                Adherences.TRUTH,
                slice.ofKind("t") + slice.ofRow("t"),
                clocks);
        return new OpenCounts(now, planning.onceForAll(() -> counted(sums, slice, mask, now)));
    }

    private List<Open> counted(String sql, Slice slice, int mask, Instant now) {
        return jdbc.sql(sql)
                .params(slice.values())
                .param("mask", mask)
                .param("value", slice.placed())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> open(row, now))
                .list();
    }

    private static Open open(ResultSet row, Instant now) throws SQLException {
        OffsetDateTime worst = row.getObject("worst", OffsetDateTime.class);
        return new Open(
                row.getString("clock"),
                row.getLong("open"),
                row.getLong("open") - row.getLong("paused"),
                row.getLong("paused"),
                row.getLong("at_risk"),
                row.getLong("overdue"),
                worst == null ? null : Duration.between(worst.toInstant(), now).toSeconds());
    }

    /** The index has them in this order. */
    Page<OpenClock> list(Filter filter, @Nullable Risk risk, PageRequest asked, Instant now) {
        return narrowed(filter, risk, now)
                .page(
                        jdbc,
                        "c.*, " + ROOT,
                        "response.sla_clock c",
                        "(c.state = 'PAUSED'), c.due_at, c.id",
                        asked,
                        (row, n) -> openClock(row, now));
    }

    private Narrowing narrowed(Filter filter, @Nullable Risk risk, Instant now) {
        Narrowing narrowing =
                filtered(restrictions.hideByKey(new Narrowing().and("c.stopped_at is null"), "c.business_key"), filter);
        if (risk == null) {
            return narrowing;
        }
        return switch (risk) {
            case PAUSED -> narrowing.and("c.state = 'PAUSED'");
            case OVERDUE -> narrowing.and("c.state <> 'PAUSED'").and("c.due_at <= ?", now);
            case AT_RISK -> narrowing.and("c.state = 'RUNNING'").and("c.due_at > ? and c.warn_at <= ?", now, now);
            case IN_TIME -> narrowing.and("c.state = 'RUNNING'").and("c.due_at > ? and c.warn_at > ?", now, now);
        };
    }

    /** Clocks {@code c} that the filter lets through. */
    static Narrowing filtered(Narrowing narrowing, Filter filter) {
        return narrowing
                .with("c.name = ?", filter.clock())
                .with("coalesce(c.subject, '') = ?", filter.subject())
                .with("c.process_definition_key = ?", filter.process())
                .with("coalesce(c.severity, '') = ?", filter.severity())
                .with("coalesce(c.division, '') = ?", filter.division())
                .with("coalesce(c.product_id, '') = ?", filter.product())
                .with("coalesce(c.owner, '') = ?", filter.owner())
                .with("coalesce(c.region, '') = ?", filter.region());
    }

    private static OpenClock openClock(ResultSet row, Instant now) throws SQLException {
        Instant due = at(row, "due_at");
        Instant warn = at(row, "warn_at");
        Instant since = row.getObject("paused_at", OffsetDateTime.class) == null ? null : at(row, "paused_at");
        String state = row.getString("state");
        Risk risk = since != null
                ? Risk.PAUSED
                : state.equals("BREACHED") || !due.isAfter(now)
                        ? Risk.OVERDUE
                        : warn.isAfter(now) ? Risk.IN_TIME : Risk.AT_RISK;
        return new OpenClock(
                row.getLong("id"),
                row.getString("business_key"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("process_definition_key"),
                row.getString("process_instance_id"),
                row.getString("root_instance"),
                row.getString("severity"),
                row.getString("product_id"),
                row.getString("division"),
                row.getString("owner"),
                row.getString("region"),
                at(row, "started_at"),
                warn,
                due,
                state,
                risk,
                Duration.between(since == null ? now : since, due).toSeconds(),
                paused(row, now));
    }

    private static long paused(ResultSet row, Instant now) throws SQLException {
        OffsetDateTime since = row.getObject("paused_at", OffsetDateTime.class);
        long going = since == null
                ? 0
                : Math.max(0, Duration.between(since.toInstant(), now).toMillis());
        return (row.getLong("paused_ms") + going) / 1000;
    }

    Optional<Story> one(long id, Instant now) {
        Optional<Story> found = restrictions
                .hideByKey(new Narrowing().and("c.id = ?", id), "c.business_key")
                .first(jdbc, "c.*, " + ROOT, "response.sla_clock c", "c.id", 1, (row, n) -> story(row, now))
                .stream()
                .findFirst();
        found.ifPresent(story -> jdbc.sql("select incident_id from response.restriction where business_key = ?"
                        + " and lifted_at is null")
                .param(story.about())
                .query(Long.class)
                .optional()
                .ifPresent(restrictions::looked));
        return found;
    }

    private Story story(ResultSet row, Instant now) throws SQLException {
        long id = row.getLong("id");
        Long elapsed = row.getObject("elapsed_ms", Long.class);
        return new Story(
                id,
                row.getString("business_key"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("process_definition_key"),
                row.getString("process_instance_id"),
                row.getString("root_instance"),
                row.getString("activity_id"),
                row.getString("severity"),
                row.getObject("product_tier", Integer.class),
                row.getString("product_id"),
                row.getString("division"),
                row.getString("owner"),
                row.getString("region"),
                row.getString("calendar"),
                row.getString("target"),
                row.getObject("policy_version", Integer.class),
                at(row, "started_at"),
                at(row, "warn_at"),
                at(row, "due_at"),
                instant(row, "breached_at"),
                instant(row, "stopped_at"),
                row.getString("state"),
                paused(row, now),
                elapsed == null ? null : elapsed / 1000,
                pauses(id),
                ledger(id));
    }

    private List<Pause> pauses(long id) {
        return jdbc.sql("select * from response.sla_pause where clock_id = ? order by id")
                .param(id)
                .query((row, n) -> new Pause(
                        row.getString("reason"),
                        row.getString("approved_by"),
                        at(row, "began_at"),
                        instant(row, "ended_at")))
                .list();
    }

    private List<Entry> ledger(long id) {
        return jdbc.sql("select * from response.sla_ledger where clock_id = ? order by id")
                .param(id)
                .query((row, n) -> new Entry(
                        at(row, "at"),
                        row.getString("event"),
                        row.getString("state"),
                        at(row, "due_at"),
                        row.getString("target"),
                        row.getString("severity"),
                        row.getObject("policy_version", Integer.class),
                        row.getString("actor"),
                        row.getString("reason")))
                .list();
    }

    Repairs repairs(Filter filter, Instant now) {
        Slice slice = new Slice(
                new Filter(
                        null,
                        null,
                        null,
                        filter.severity(),
                        filter.division(),
                        filter.product(),
                        filter.owner(),
                        filter.region()),
                List.of());
        List<Ageing> groups = jdbc.sql(AGEING.formatted(slice.ofClocks("c"), UNRESTRICTED))
                .params(slice.values())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Ageing(
                        row.getString("phase"),
                        row.getLong("open"),
                        row.getLong("overdue"),
                        row.getLong("under7"),
                        row.getLong("under30"),
                        row.getLong("under90"),
                        row.getLong("under180"),
                        row.getLong("older"),
                        tenth(row.getDouble("median")),
                        tenth(row.getDouble("oldest"))))
                .list();
        return new Repairs(now, groups);
    }

    private static double tenth(double days) {
        return Math.round(days * 10) / 10.0;
    }

    static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

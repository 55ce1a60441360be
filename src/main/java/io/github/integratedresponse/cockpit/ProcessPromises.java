package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.process.DeployedDiagrams;
import io.github.integratedresponse.process.DeployedDiagrams.Said;
import io.github.integratedresponse.process.DeployedDiagrams.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the promises of one process are kept: by clock, and by version of its diagram. Restricted incidents are in no figure. */
@Component
class ProcessPromises {

    private static final String BY_CLOCK =
            """
            select name, %s, percentile_disc(array[0.5, 0.9]) within group (order by elapsed_ms)
                filter (where fate in ('MET', 'MET_LATE')) as took
            from (%s) decided %s group by name""";

    private static final String OPEN =
            """
            select c.name, count(*) as open, count(*) filter (where c.state = 'PAUSED') as paused,
                count(*) filter (where c.state = 'RUNNING' and c.warn_at <= :now and c.due_at > :now) as at_risk,
                count(*) filter (where c.state = 'BREACHED' or (c.state = 'RUNNING' and c.due_at <= :now)) as overdue
            from response.sla_clock c where c.stopped_at is null and c.process_definition_key = :process
                and (:definition::text is null or exists (select 1 from act_ru_execution e
                    where e.id_ = c.process_instance_id and e.proc_def_id_ = :definition)) and"""
                    + Fates.OPEN_CLOCK
                    + " group by c.name";

    private static final String BY_VERSION =
            """
            select i.proc_def_id_, %s from (%s) decided
            join act_hi_procinst i on i.proc_inst_id_ = decided.process_instance_id group by i.proc_def_id_""";

    private static final String FINISHED =
            """
            select i.proc_def_id_, count(*) as finished, count(*) filter (where i.state_ <> 'COMPLETED') as broken_off,
                percentile_disc(0.5) within group (order by i.duration_) filter (where i.state_ = 'COMPLETED') as took
            from act_hi_procinst i where i.proc_def_id_ = any (:definitions) and i.end_time_ >= :engineFrom
                and i.end_time_ < :engineTo and"""
                    + Fates.OPEN_INSTANCE
                    + " group by i.proc_def_id_";

    private static final String RUNNING =
            "select i.proc_def_id_, count(*) as running from act_ru_execution i where i.proc_def_id_ = any (:definitions)"
                    + " and i.parent_id_ is null and"
                    + Fates.OPEN_INSTANCE
                    + " group by i.proc_def_id_";

    private final JdbcClient jdbc;
    private final DeployedDiagrams diagrams;

    ProcessPromises(JdbcClient jdbc, DeployedDiagrams diagrams) {
        this.jdbc = jdbc;
        this.diagrams = diagrams;
    }

    /** An element that declares a clock. */
    record Element(String id, @Nullable String name) {}

    /**
     * A clock of a process.
     *
     * @param elements that declare it in the version that is shown; empty when only other versions do
     * @param open how many run or stand still now
     * @param atRisk how many of them run in time, but past the moment at which to warn
     * @param overdue how many of them run past their time
     * @param medianSeconds how long those kept took, by their calendar and without pauses; null when none was kept
     */
    record ClockLine(
            String clock,
            List<Element> elements,
            Promises promises,
            long open,
            long paused,
            long atRisk,
            long overdue,
            @Nullable Long medianSeconds,
            @Nullable Long p90Seconds) {}

    /**
     * The clocks of a process over whole weeks.
     *
     * @param version null for all
     * @param shown the version whose elements are named
     */
    record ClockLines(
            String process,
            @Nullable Integer version,
            int shown,
            LocalDate from,
            LocalDate to,
            Instant at,
            List<ClockLine> clocks) {}

    private record Decided(Promises promises, @Nullable Long median, @Nullable Long p90) {

        static final Decided NONE = new Decided(Promises.NONE, null, null);
    }

    private record Open(long open, long paused, long atRisk, long overdue) {

        static final Open NONE = new Open(0, 0, 0, 0);
    }

    ClockLines clocks(Asked asked) {
        Map<String, List<Element>> declared = declared(asked.shown());
        Map<String, Decided> decided = decided(asked);
        Map<String, Open> open = open(asked);
        List<String> names = new ArrayList<>(declared.keySet());
        decided.keySet().stream().sorted().filter(name -> !names.contains(name)).forEach(names::add);
        open.keySet().stream().sorted().filter(name -> !names.contains(name)).forEach(names::add);
        List<ClockLine> lines = names.stream()
                .map(name -> {
                    Decided was = decided.getOrDefault(name, Decided.NONE);
                    Open is = open.getOrDefault(name, Open.NONE);
                    return new ClockLine(
                            name,
                            declared.getOrDefault(name, List.of()),
                            was.promises(),
                            is.open(),
                            is.paused(),
                            is.atRisk(),
                            is.overdue(),
                            was.median(),
                            was.p90());
                })
                .toList();
        return new ClockLines(
                asked.process(),
                asked.version(),
                asked.shown().version(),
                asked.weeks().from(),
                asked.weeks().to(),
                asked.now(),
                lines);
    }

    private Map<String, List<Element>> declared(Version version) {
        Map<String, List<Element>> declared = new LinkedHashMap<>();
        for (Said said : diagrams.said(version, "sla")) {
            declared.computeIfAbsent(said.value(), clock -> new ArrayList<>())
                    .add(new Element(said.elementId(), said.elementName()));
        }
        return declared;
    }

    private Map<String, Decided> decided(Asked asked) {
        Map<String, Decided> decided = new HashMap<>();
        String sql = BY_CLOCK.formatted(Fates.SUMS, Fates.DECIDED, asked.only() == null ? "" : Fates.OF_VERSION);
        jdbc.sql(sql)
                .param("process", asked.process())
                .param("from", asked.from())
                .param("to", asked.to())
                .param("now", asked.asOf())
                .param("definition", asked.shown().id())
                .query(row -> {
                    Long[] took = milliseconds(row);
                    decided.put(row.getString("name"), new Decided(Promises.of(row), took[0], took[1]));
                });
        return decided;
    }

    private static @Nullable Long[] milliseconds(ResultSet row) throws SQLException {
        java.sql.Array took = row.getArray("took");
        if (took == null) {
            return new @Nullable Long[] {null, null};
        }
        Object[] values = (Object[]) took.getArray();
        return new @Nullable Long[] {seconds(values[0]), seconds(values[1])};
    }

    private static @Nullable Long seconds(@Nullable Object milliseconds) {
        return milliseconds == null ? null : ((Number) milliseconds).longValue() / 1000;
    }

    private Map<String, Open> open(Asked asked) {
        Map<String, Open> open = new HashMap<>();
        jdbc.sql(OPEN)
                .param("process", asked.process())
                .param("now", asked.asOf())
                .param("definition", asked.only() == null ? null : asked.only().id())
                .query(row -> {
                    open.put(
                            row.getString("name"),
                            new Open(
                                    row.getLong("open"),
                                    row.getLong("paused"),
                                    row.getLong("at_risk"),
                                    row.getLong("overdue")));
                });
        return open;
    }

    /**
     * A version of a diagram beside the others.
     *
     * @param definition the engine's id of it
     * @param running instances that run now
     * @param finished instances that ended in these weeks
     * @param brokenOff how many of them were ended from outside
     * @param medianSeconds from start to end, of those that came to an end of their own; null when none did
     */
    record VersionLine(
            int version,
            String definition,
            Instant deployedAt,
            long running,
            long finished,
            long brokenOff,
            @Nullable Long medianSeconds,
            Promises promises) {}

    record VersionLines(String process, LocalDate from, LocalDate to, Instant at, List<VersionLine> versions) {}

    private record Finished(long count, long brokenOff, @Nullable Long median) {

        static final Finished NONE = new Finished(0, 0, null);
    }

    VersionLines versions(Asked asked) {
        Map<String, Promises> promises = new HashMap<>();
        jdbc.sql(BY_VERSION.formatted(Fates.SUMS, Fates.DECIDED))
                .param("process", asked.process())
                .param("from", asked.from())
                .param("to", asked.to())
                .param("now", asked.asOf())
                .query(row -> {
                    promises.put(row.getString("proc_def_id_"), Promises.of(row));
                });
        Map<String, Finished> finished = new HashMap<>();
        jdbc.sql(FINISHED)
                .param("definitions", asked.definitions())
                .param("engineFrom", asked.engineFrom())
                .param("engineTo", asked.engineTo())
                .query(row -> {
                    finished.put(
                            row.getString("proc_def_id_"),
                            new Finished(
                                    row.getLong("finished"),
                                    row.getLong("broken_off"),
                                    seconds(row.getObject("took"))));
                });
        Map<String, Long> running = new HashMap<>();
        jdbc.sql(RUNNING).param("definitions", asked.definitions()).query(row -> {
            running.put(row.getString("proc_def_id_"), row.getLong("running"));
        });
        List<VersionLine> lines = asked.versions().stream()
                .map(version -> {
                    Finished ended = finished.getOrDefault(version.id(), Finished.NONE);
                    return new VersionLine(
                            version.version(),
                            version.id(),
                            version.deployedAt(),
                            running.getOrDefault(version.id(), 0L),
                            ended.count(),
                            ended.brokenOff(),
                            ended.median(),
                            Objects.requireNonNull(promises.getOrDefault(version.id(), Promises.NONE)));
                })
                .toList();
        return new VersionLines(
                asked.process(), asked.weeks().from(), asked.weeks().to(), asked.now(), lines);
    }
}

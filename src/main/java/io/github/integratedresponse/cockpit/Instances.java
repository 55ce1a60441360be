package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Process instances, running or not, for the people who may know of their incident. */
@Component
class Instances {

    private static final String COLUMNS =
            "i.*, p.version_, p.name_ as process_name, (select max(a.act_name_) from act_hi_actinst a"
                    + " where a.proc_inst_id_ = i.proc_inst_id_ and a.act_id_ = i.end_act_id_) as end_name";
    private static final String FROM = "act_hi_procinst i left join act_re_procdef p on p.id_ = i.proc_def_id_";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    Instances(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /**
     * A process instance.
     *
     * @param definition the engine's id of the version of the diagram
     * @param version null when that version was deleted
     * @param endedAt null while it runs
     * @param end the element it ended with, and what the diagram calls it
     * @param calledBy the instance that called it
     */
    record Line(
            String id,
            String process,
            @Nullable String processName,
            String definition,
            @Nullable Integer version,
            @Nullable String businessKey,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long durationSeconds,
            String state,
            @Nullable String end,
            @Nullable String endName,
            @Nullable String deletedBecause,
            @Nullable String calledBy) {}

    /** @throws NotFound when there is none, or the person asking may not know of it */
    Line one(String id) {
        Line found =
                hidden()
                        .and("i.proc_inst_id_ = ?", id)
                        .first(jdbc, COLUMNS, FROM, "i.id_", 1, (row, n) -> line(row))
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> new NotFound("There is no process instance with this id"));
        jdbc.sql(
                        "select r.incident_id from response.restriction r join act_hi_procinst i on r.business_key = i.business_key_"
                                + " or r.code_name = i.tenant_id_ where i.proc_inst_id_ = ? and r.lifted_at is null")
                .param(id)
                .query(Long.class)
                .list()
                .forEach(restrictions::looked);
        return found;
    }

    Page<Line> of(Collection<String> businessKeys, PageRequest asked) {
        return hidden().and("i.business_key_ = any (?)", businessKeys)
                .page(jdbc, COLUMNS, FROM, "i.start_time_, i.id_", asked, (row, n) -> line(row));
    }

    private Narrowing hidden() {
        return FinishedInstances.hide(restrictions, new Narrowing(), "i");
    }

    private static Line line(ResultSet row) throws SQLException {
        Long duration = row.getObject("duration_", Long.class);
        return new Line(
                row.getString("proc_inst_id_"),
                row.getString("proc_def_key_"),
                row.getString("process_name"),
                row.getString("proc_def_id_"),
                row.getObject("version_", Integer.class),
                row.getString("business_key_"),
                row.getTimestamp("start_time_").toInstant(),
                instant(row.getTimestamp("end_time_")),
                duration == null ? null : duration / 1000,
                row.getString("state_"),
                row.getString("end_act_id_"),
                row.getString("end_name"),
                row.getString("delete_reason_"),
                row.getString("super_process_instance_id_"));
    }

    /**
     * One run of an element.
     *
     * @param kind as the engine has it, such as {@code userTask}
     * @param endedAt null while it goes on
     * @param calledOff whether it was interrupted or deleted
     * @param called the instance that it called
     */
    record Step(
            String element,
            @Nullable String name,
            String kind,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long durationSeconds,
            boolean calledOff,
            @Nullable String called) {}

    /** @param instance which the person asking may know of */
    Page<Step> steps(Line instance, PageRequest asked) {
        return new Narrowing()
                .and("a.proc_inst_id_ = ?", instance.id())
                .page(
                        jdbc,
                        "a.*",
                        "act_hi_actinst a",
                        "a.start_time_, a.sequence_counter_, a.id_",
                        asked,
                        (row, n) -> step(row));
    }

    private static Step step(ResultSet row) throws SQLException {
        Long duration = row.getObject("duration_", Long.class);
        return new Step(
                row.getString("act_id_"),
                row.getString("act_name_"),
                row.getString("act_type_"),
                row.getTimestamp("start_time_").toInstant(),
                instant(row.getTimestamp("end_time_")),
                duration == null ? null : duration / 1000,
                row.getInt("act_inst_state_") == 2,
                row.getString("call_proc_inst_id_"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}

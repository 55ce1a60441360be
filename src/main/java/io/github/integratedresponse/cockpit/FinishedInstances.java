package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.DeployedDiagrams.Version;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the instances of a process that have ended. Those of restricted incidents are listed for their team. */
@Component
class FinishedInstances {

    private static final String LATE =
            "(select count(*) from response.sla_clock c where c.process_instance_id = i.proc_inst_id_"
                    + " and c.stopped_at is not null and " + Fates.BROKEN + ")";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    FinishedInstances(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /**
     * An instance that has ended.
     *
     * @param end the element it ended with; null when it was ended from outside
     * @param endName what the diagram calls that element
     * @param state as the engine has it: {@code COMPLETED}, {@code EXTERNALLY_TERMINATED} or {@code INTERNALLY_TERMINATED}
     * @param deletedBecause why it was ended from outside
     * @param lateClocks how many of its own promises were broken
     */
    record Finished(
            String id,
            int version,
            @Nullable String businessKey,
            Instant startedAt,
            Instant endedAt,
            long durationSeconds,
            @Nullable String end,
            @Nullable String endName,
            String state,
            @Nullable String deletedBecause,
            long lateClocks) {}

    Page<Finished> list(Asked asked, @Nullable Boolean late, PageRequest page) {
        Map<String, Integer> versions =
                asked.versions().stream().collect(Collectors.toMap(Version::id, Version::version));
        Narrowing narrowing = hide(restrictions, new Narrowing(), "i")
                .and("i.proc_def_id_ = any (?)", (Object) asked.definitions())
                .and("i.end_time_ >= ?", asked.engineFrom())
                .and("i.end_time_ < ?", asked.engineTo());
        if (late != null) {
            narrowing.and((late ? "" : "not ")
                    + "exists (select 1 from response.sla_clock c where c.process_instance_id = i.proc_inst_id_"
                    + " and c.stopped_at is not null and " + Fates.BROKEN + ")");
        }
        return narrowing.page(
                jdbc,
                "i.*, " + LATE
                        + " as late, (select max(a.act_name_) from act_hi_actinst a where a.proc_inst_id_ = i.proc_inst_id_"
                        + " and a.act_id_ = i.end_act_id_) as end_name",
                "act_hi_procinst i",
                "i.end_time_ desc, i.id_",
                page,
                (row, n) -> finished(row, versions));
    }

    /** @param instance the name of a row of the engine's instances */
    static Narrowing hide(Restrictions restrictions, Narrowing narrowing, String instance) {
        restrictions.hideByKey(narrowing, instance + ".business_key_");
        return restrictions.hideWhere(narrowing, "r.code_name = " + instance + ".tenant_id_");
    }

    private static Finished finished(ResultSet row, Map<String, Integer> versions) throws SQLException {
        return new Finished(
                row.getString("proc_inst_id_"),
                Objects.requireNonNull(versions.get(row.getString("proc_def_id_"))),
                row.getString("business_key_"),
                row.getTimestamp("start_time_").toInstant(),
                row.getTimestamp("end_time_").toInstant(),
                row.getLong("duration_") / 1000,
                row.getString("end_act_id_"),
                row.getString("end_name"),
                row.getString("state_"),
                row.getString("delete_reason_"),
                row.getLong("late"));
    }
}

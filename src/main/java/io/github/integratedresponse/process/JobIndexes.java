package io.github.integratedresponse.process;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The indexes by which the engine finds its due jobs in the order in which it takes them, whatever else waits in its table. The engine
 * brings none. They are made at the start, because the engine makes its tables by itself, after the migrations on a fresh database.
 */
@Component
class JobIndexes implements SmartInitializingSingleton {

    private static final String RUNNABLE = " where retries_ > 0 and suspension_state_ = 1";

    /** By name, as the conditions of the engine's query for due jobs have them. */
    static final Map<String, String> INDEXES = indexes();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /** @param engine which has made its tables when it is there */
    @SuppressWarnings("unused")
    JobIndexes(ProcessEngine engine, JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private static Map<String, String> indexes() {
        Map<String, String> indexes = new LinkedHashMap<>();
        // what is urgent, of it timers first, then by due date: the order of the query. No index by due date alone
        // beside it: as long as the
        // planner
        // has not noticed that many jobs came, it would take that one, and sort all of them for the first few
        indexes.put("response_job_order", "act_ru_job (priority_ desc, type_ desc, duedate_)" + RUNNABLE);
        // the few jobs that run now: the query leaves out exclusive ones of the same instance
        indexes.put("response_job_locked", "act_ru_job (process_instance_id_) where lock_owner_ is not null");
        indexes.put("response_job_failed", "act_ru_job (id_) where retries_ = 0");
        return indexes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('integrated-response job indexes'))")
                    .query(Integer.class)
                    .single();
            INDEXES.forEach(this::establish);
            // in the order that the query had before jobs differed in urgency
            jdbc.sql("drop index if exists response_job_acquisition").update();
            // a job without a date is due at once; the query doesn't look for such any more
            jdbc.sql("update act_ru_job set duedate_ = coalesce(create_time_, ?) where duedate_ is null"
                            + " and retries_ > 0 and suspension_state_ = 1")
                    .param(new Timestamp(ClockUtil.getCurrentTime().getTime()))
                    .update();
        });
    }

    /** An index that is there is not asked for again: that alone would wait for everybody who writes jobs. */
    private void establish(String name, String columns) {
        boolean there = jdbc.sql("select to_regclass(?) is not null")
                .param(name)
                .query(Boolean.class)
                .single();
        if (!there) {
            jdbc.sql("create index " + name + " on " + columns).update();
        }
    }
}

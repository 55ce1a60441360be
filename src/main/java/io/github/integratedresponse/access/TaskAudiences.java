package io.github.integratedresponse.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes task lists quick: each open task carries a number for the teams that may read and take it, kept by triggers on the engine's
 * tables, and {@link QuickTaskQueries} asks for these numbers. Made at the start, because the engine makes its tables by itself, after
 * the migrations on a fresh database.
 */
@Component
class TaskAudiences implements SmartInitializingSingleton {

    private static final String OF_A_PROCESS = " where proc_def_id_ is not null";

    /** By name: orders in which lists are read, and what is counted without reading the tasks. */
    static final Map<String, String> INDEXES = indexes();

    /** By name; they run before the step commits, once the engine has written all of it, or when somebody asks for tasks before. */
    private static final Map<String, String> TRIGGERS = Map.of(
            "response_task_readers",
                    "act_ru_authorization for each row execute function response.task_readers_changed()",
            "response_task_candidates",
                    "act_ru_identitylink for each row execute function response.task_candidates_changed()");

    private final ProcessEngine engine;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TaskAudiences(ProcessEngine engine, JdbcClient jdbc, TransactionTemplate transaction) {
        this.engine = engine;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private static Map<String, String> indexes() {
        Map<String, String> indexes = new LinkedHashMap<>();
        // few different keys and no further columns: PostgreSQL keeps a key once for all its tasks, and counts a
        // million in a blink
        indexes.put(
                "response_task_audience",
                "act_ru_task (response_audience_, tenant_id_, suspension_state_)" + OF_A_PROCESS);
        indexes.put(
                "response_task_unclaimed",
                "act_ru_task (response_audience_, priority_, tenant_id_, suspension_state_)" + OF_A_PROCESS
                        + " and assignee_ is null");
        indexes.put(
                "response_task_due",
                "act_ru_task (due_date_, create_time_ desc) include (response_audience_, tenant_id_, suspension_state_)"
                        + OF_A_PROCESS);
        indexes.put(
                "response_task_urgent", "act_ru_task (priority_ desc, due_date_, create_time_ desc)" + OF_A_PROCESS);
        return indexes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('integrated-response task audiences'))")
                    .query(Integer.class)
                    .single();
            boolean told = there("select exists (select 1 from pg_attribute where attrelid = 'act_ru_task'::regclass"
                    + " and attname = 'response_audience_' and not attisdropped)");
            if (!told) {
                jdbc.sql("alter table act_ru_task add column response_audience_ integer")
                        .update();
                // how many tasks each audience has decides from which end a list is read
                jdbc.sql("alter table act_ru_task alter column response_audience_ set statistics 1000")
                        .update();
            }
            TRIGGERS.forEach(this::establishTrigger);
            if (!told) {
                jdbc.sql("update act_ru_task set response_audience_ = response.task_audience_of(id_)")
                        .update();
            }
            INDEXES.forEach(this::establishIndex);
        });
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getSqlSessionFactory()
                .getConfiguration()
                .addInterceptor(new QuickTaskQueries());
    }

    private void establishTrigger(String name, String onAndWhat) {
        if (!there("select exists (select 1 from pg_trigger where tgname = '" + name + "')")) {
            jdbc.sql("create constraint trigger " + name + " after insert or update or delete on "
                            + onAndWhat.replace(" for each row", " deferrable initially deferred for each row"))
                    .update();
        }
    }

    private void establishIndex(String name, String columns) {
        if (!there("select to_regclass('" + name + "') is not null")) {
            jdbc.sql("create index " + name + " on " + columns).update();
        }
    }

    private boolean there(String question) {
        return jdbc.sql(question).query(Boolean.class).single();
    }
}

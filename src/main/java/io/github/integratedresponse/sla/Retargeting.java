package io.github.integratedresponse.sla;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Carries a changed severity to every promise about the same work, and to the due dates, priorities and timers made from them. */
@Component
class Retargeting {

    private final Clocks clocks;
    private final Rescheduling rescheduling;
    private final RuntimeService runtime;
    private final JdbcClient jdbc;

    Retargeting(Clocks clocks, Rescheduling rescheduling, @Lazy RuntimeService runtime, JdbcClient jdbc) {
        this.clocks = clocks;
        this.rescheduling = rescheduling;
        this.runtime = runtime;
        this.jdbc = jdbc;
    }

    /** Must run inside a command of the engine, such as a delegate. */
    void retarget(String businessKey, @Nullable String severity) {
        // each incident comes by here before its first task, and the engine's own query takes longer to be written than
        // to be answered
        List<String> instances = jdbc.sql(
                        "select id_ from act_ru_execution where business_key_ = ? and parent_id_ is null order by id_")
                .param(businessKey)
                .query(String.class)
                .list();
        for (String instance : instances) {
            Object carried = runtime.getVariable(instance, "severity");
            if (carried != null && !carried.equals(severity)) {
                runtime.setVariable(instance, "severity", severity);
            }
        }
        clocks.retarget(instances, severity);
        instances.forEach(rescheduling::everything);
    }
}

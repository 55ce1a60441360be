package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes away the history of everything that ended, so it runs when nobody asks for it any more. */
@PlatformTest
@Order(Integer.MAX_VALUE - 1)
class HistoryCleanUpTest {

    private static final Pattern KEPT =
            Pattern.compile("<(?:bpmn:process|decision) id=\"([^\"]+)\"[^>]*camunda:historyTimeToLive=\"([^\"]*)\"");

    private static final Pattern DECLARED = Pattern.compile("<(?:bpmn:process|decision) id=\"([^\"]+)\"");

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    ProcessEngine processEngine;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient jdbc;

    private final String finished = "WORK-" + UUID.randomUUID();
    private final String running = "WORK-" + UUID.randomUUID();

    @Test
    void theFiguresStayWhenTheHistoryTheyCameFromIsGone() {
        repository
                .createDeployment()
                .name("promises")
                .addClasspathResource("sla/promises.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
        ProcessInstance ended = engine.start("promises", finished, Map.of("severity", "SEV1"));
        ProcessInstance open = engine.start("promises", running, Map.of("severity", "SEV1"));
        clock.advance(Duration.ofMinutes(20));
        engine.submit(engine.task(finished, "acknowledge"), Map.of());
        engine.submit(engine.task(finished, "plan"), Map.of());
        runtime.deleteProcessInstance(ended.getId(), "no more to show");
        assertThat(traces(ended)).isPositive();
        List<Map<String, Object>> clocks = clocks();
        List<Map<String, Object>> ledger = ledger();
        List<Map<String, Object>> figures = figures();
        assertThat(clocks).isNotEmpty();
        assertThat(ledger).hasSizeGreaterThan(clocks.size());

        // the diagram says a day
        clock.advance(Duration.ofDays(1).minusMinutes(1));
        cleanUp();
        assertThat(traces(ended)).as("within its time to live").isPositive();

        clock.advance(Duration.ofMinutes(2));
        cleanUp();
        assertThat(traces(ended)).isZero();
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(ended.getId())
                        .count())
                .isZero();
        assertThat(traces(open)).as("what still runs").isPositive();
        assertThat(clocks()).isEqualTo(clocks);
        assertThat(ledger()).isEqualTo(ledger);
        assertThat(figures()).isEqualTo(figures);
    }

    @Test
    void itRunsAtNightByTheEndOfInstances() {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) processEngine.getProcessEngineConfiguration();
        assertThat(configuration.isHistoryCleanupEnabled()).isTrue();
        assertThat(configuration.getHistoryCleanupStrategy()).isEqualTo("endTimeBased");
        assertThat(configuration.getHistoryCleanupBatchWindowStartTime()).isEqualTo("01:00");
        assertThat(configuration.getHistoryCleanupBatchWindowEndTime()).isEqualTo("05:00");
        assertThat(configuration.getBatchOperationHistoryTimeToLive()).isEqualTo("P730D");
        assertThat(history.findHistoryCleanupJobs()).isNotEmpty();
    }

    @Test
    void everyProcessAndDecisionSaysHowLongItsHistoryIsKeptAndTheGuideSaysSo() throws IOException {
        String guide = Files.readString(Path.of("docs/operators.md"));
        Map<String, String> kept = new TreeMap<>();
        List<String> declared = new ArrayList<>();
        for (String folder : List.of("bpmn", "dmn")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file);
                    Matcher time = KEPT.matcher(text);
                    while (time.find()) {
                        kept.put(time.group(1), time.group(2));
                    }
                    DECLARED.matcher(text).results().forEach(found -> declared.add(found.group(1)));
                }
            }
        }
        assertThat(kept.keySet()).containsExactlyInAnyOrderElementsOf(declared);
        assertThat(guide).contains("`P730D`");
        kept.forEach((key, time) -> {
            assertThat(time).as(key).matches("P\\d+D");
            assertThat(Integer.parseInt(time.replaceAll("\\D", ""))).as(key).isBetween(30, 3650);
            if (!time.equals("P730D")) {
                assertThat(guide).as("another time to live of " + key).contains("`" + key + "` `" + time + "`");
            }
        });
    }

    /** The engine's own, until it has nothing left to do. */
    private void cleanUp() {
        history.cleanUpHistoryAsync(true);
        for (Job job : history.findHistoryCleanupJobs()) {
            for (int round = 0; round < 3; round++) {
                management.executeJob(job.getId());
            }
        }
    }

    /** Rows of this instance in every table of the engine's history. */
    private long traces(ProcessInstance instance) {
        Map<String, Long> traces = new HashMap<>();
        for (String table : List.of(
                "act_hi_procinst",
                "act_hi_actinst",
                "act_hi_taskinst",
                "act_hi_varinst",
                "act_hi_detail",
                "act_hi_identitylink")) {
            String column = table.equals("act_hi_identitylink") ? "root_proc_inst_id_" : "proc_inst_id_";
            traces.put(
                    table,
                    jdbc.sql("select count(*) from " + table + " where " + column + " = ?")
                            .param(instance.getId())
                            .query(Long.class)
                            .single());
        }
        return traces.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<Map<String, Object>> clocks() {
        return jdbc.sql("select * from response.sla_clock where business_key = ? order by id")
                .param(finished)
                .query()
                .listOfRows();
    }

    private List<Map<String, Object>> ledger() {
        return jdbc.sql("select l.* from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                        + " where c.business_key = ? order by l.id")
                .param(finished)
                .query()
                .listOfRows();
    }

    /** Adherence and how long it took, as every figure is read. */
    private List<Map<String, Object>> figures() {
        return jdbc.sql(
                        "select name, count(*) filter (where state = 'MET') as met, count(*) filter (where state = 'MET_LATE') as late,"
                                + " percentile_cont(0.5) within group (order by extract(epoch from stopped_at - started_at)) as median"
                                + " from response.sla_clock where business_key = ? and stopped_at is not null group by name order by name")
                .param(finished)
                .query()
                .listOfRows();
    }
}

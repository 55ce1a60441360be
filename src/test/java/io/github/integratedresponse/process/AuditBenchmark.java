package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.audit.AuditSealer;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.handler.CompositeDbHistoryEventHandler;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures what the audit log costs intake and task completion over REST. Not part of the suite; start it with
 * {@code ./mvnw test -Dtest=AuditBenchmark}. Rounds with the log (engine actions, the trigger, and a sealer ten times as busy as the real
 * one) take turns with rounds without, so that whatever else the machine does falls on both.
 */
@PlatformTest
class AuditBenchmark {

    private static final int PAIRS = Integer.getInteger("audit.benchmark.pairs", 15);
    private static final int WARM_UP = 3;
    private static final int PER_ROUND = 120;
    private static final int CLIENTS = 4;
    private static final double BAR = 1.10;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AuditSealer sealer;

    @Autowired
    ProcessEngine processEngine;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    /** Milliseconds for each request of a round. */
    private record Round(double intake, double completion) {}

    @Test
    void intakeAndCompletionSlowByATenthAtMost() throws Exception {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) processEngine.getProcessEngineConfiguration();
        HistoryEventHandler withLog = configuration.getHistoryEventHandler();
        List<Round> with = new ArrayList<>();
        List<Round> without = new ArrayList<>();
        try {
            for (int pair = -WARM_UP; pair < PAIRS; pair++) {
                for (boolean on : pair % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
                    configuration.setHistoryEventHandler(on ? withLog : new CompositeDbHistoryEventHandler());
                    Round round = on ? withSealer() : withoutTrigger();
                    if (pair >= 0) {
                        (on ? with : without).add(round);
                    }
                }
            }
        } finally {
            configuration.setHistoryEventHandler(withLog);
            clients.shutdownNow();
        }
        double intake = report(
                "intake",
                with.stream().mapToDouble(Round::intake),
                without.stream().mapToDouble(Round::intake));
        double completion = report(
                "completion",
                with.stream().mapToDouble(Round::completion),
                without.stream().mapToDouble(Round::completion));
        assertThat(intake).as("intake").isLessThanOrEqualTo(BAR);
        assertThat(completion).as("completion").isLessThanOrEqualTo(BAR);
    }

    private Round withSealer() throws Exception {
        ScheduledExecutorService seals = Executors.newSingleThreadScheduledExecutor();
        try {
            seals.scheduleWithFixedDelay(sealer::seal, 0, 1, TimeUnit.SECONDS);
            return round();
        } finally {
            seals.shutdown();
            assertThat(seals.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            sealer.seal();
        }
    }

    private Round withoutTrigger() throws Exception {
        jdbc.sql("alter table response.audit_event disable trigger audit_event_awaits_its_seal")
                .update();
        try {
            return round();
        } finally {
            jdbc.sql("alter table response.audit_event enable trigger audit_event_awaits_its_seal")
                    .update();
            // what was written without the log must not look like a forgery afterwards
            jdbc.sql("insert into response.audit_unsealed select id from response.audit_event e where not exists"
                            + " (select 1 from response.audit_seal s where s.event_id = e.id) on conflict do nothing")
                    .update();
            sealer.seal();
        }
    }

    private Round round() throws Exception {
        List<String> numbers = new ArrayList<>();
        List<Callable<String>> findings = new ArrayList<>();
        for (int i = 0; i < PER_ROUND; i++) {
            findings.add(this::intake);
        }
        double intake = timed(findings, numbers);
        List<Callable<String>> completions = new ArrayList<>();
        for (String number : numbers) {
            engine.runDueJobs(number);
            String task = engine.task(number, "acknowledge").getId();
            completions.add(() -> complete(task));
        }
        return new Round(intake, timed(completions, new ArrayList<>()));
    }

    private double timed(List<Callable<String>> requests, List<String> answers) throws Exception {
        long begin = System.nanoTime();
        for (Future<String> answer : clients.invokeAll(requests)) {
            answers.add(answer.get());
        }
        return (System.nanoTime() - begin) / 1e6 / requests.size();
    }

    private String intake() throws Exception {
        String finding =
                """
                {"class_uid": 2004, "time": 1767261600000, "severity_id": 4,
                 "metadata": {"version": "1.1.0", "product": {"name": "Watch", "vendor_name": "Example"}},
                 "finding_info": {"uid": "%1$s", "title": "Odd sign-in", "types": ["Credential Access/%1$s"]},
                 "resources": [{"uid": "%1$s", "type": "Account"}]}"""
                        .formatted(UUID.randomUUID());
        HttpResponse<String> answer = http.post("responder", "/api/v1/signals", finding);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return engine.incidentOf(
                JSON.readTree(answer.body()).get(0).get("signalId").asLong());
    }

    private String complete(String task) {
        HttpResponse<String> answer = http.post(
                "responder",
                "/engine-rest/task/" + task + "/submit-form",
                "{\"variables\":{\"note\":{\"value\":\"On it\"}}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        return task;
    }

    private static double report(String what, DoubleStream withLog, DoubleStream withoutLog) {
        double[] with = withLog.toArray();
        double[] without = withoutLog.toArray();
        double[] ratios = new double[with.length];
        for (int i = 0; i < with.length; i++) {
            ratios[i] = with[i] / without[i];
        }
        System.out.printf(
                "%-10s ms per request with %s, without %s; ratio of each pair %s; ratio of the medians %.3f%n",
                what, spread(with), spread(without), spread(ratios), quantile(with, 0.5) / quantile(without, 0.5));
        return quantile(ratios, 0.5);
    }

    private static String spread(double[] values) {
        return "%.3f (quartiles %.3f to %.3f)"
                .formatted(quantile(values, 0.5), quantile(values, 0.25), quantile(values, 0.75));
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

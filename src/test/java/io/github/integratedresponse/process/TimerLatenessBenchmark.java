package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.IntegratedResponse;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntSupplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultJobConfiguration.JobConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Measures how late timers run: at rest, while ten thousand jobs are due, and when a thousand promises break in one moment. Not part of
 * the suite; start it with {@code ./mvnw test -Dtest=TimerLatenessBenchmark}. It runs the platform as it is shipped, on its own database
 * with every commit written through, by the real clock. Rounds with the platform's settings take turns with rounds with those that the
 * engine's starter brings, without our indexes.
 */
class TimerLatenessBenchmark {

    private static final int ROUNDS = Integer.getInteger("timer.benchmark.rounds", 3);
    private static final int JOBS = Integer.getInteger("timer.benchmark.jobs", 10_000);
    private static final List<String> SCENARIOS = List.of(
            System.getProperty("timer.benchmark.scenarios", "rest,busy,storm").split(","));
    private static final int TIMERS = 300;
    private static final int PROMISES = 1_000;
    private static final Duration WINDOW = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final double BAR = 2.0;

    private final ConcurrentLinkedQueue<Double> late = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(4);
    private final List<String> report = new ArrayList<>();

    @TempDir
    Path dataDir;

    /** What the diagrams of the benchmark do: a step writes a row, as most steps of the platform do. */
    static class Steps {

        @Bean
        JavaDelegate benchmarkStep(JdbcClient jdbc) {
            return execution -> jdbc.sql("insert into response.benchmark_row (business_key, at) values (?, now())")
                    .param(execution.getProcessInstanceId())
                    .update();
        }

        @Bean
        JavaDelegate benchmarkTimer(TimerLatenessBenchmark benchmark) {
            return execution -> benchmark.late.add(
                    (System.currentTimeMillis() - ((Date) execution.getVariable("due")).getTime()) / 1000.0);
        }
    }

    private enum Settings {
        OURS,
        BARE
    }

    /** @param jobsLeft how much of the work was still waiting when the last timer fell due */
    private record Round(double[] late, int jobsLeft) {}

    @Test
    void timersRunInTime() throws Exception {
        try (ConfigurableApplicationContext platform = new SpringApplicationBuilder(
                        IntegratedResponse.class, Steps.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("timerLatenessBenchmark", this))
                .run(
                        "--server.port=0",
                        "--integrated-response.data-dir=" + dataDir,
                        "--integrated-response.diagrams.unchecked=benchmark-timer,benchmark-step,late-work,late-branch",
                        "--spring.autoconfigure.exclude=org.camunda.community.process_test_coverage.spring_test.platform7"
                                + ".ProcessEngineCoverageConfiguration")) {
            Bench bench = new Bench(platform);
            bench.prepare();
            List<Round> idle = compare("rest", "at rest", bench, settings -> bench.timers(settings, 0));
            List<Round> busy =
                    compare("busy", "with " + JOBS + " jobs due", bench, settings -> bench.timers(settings, JOBS));
            compare("storm", PROMISES + " promises break at once", bench, bench::promises);
            report.forEach(System.out::println);
            assertThat(busy).as("the work outlasts the timers").allSatisfy(round -> assertThat(round.jobsLeft())
                    .isPositive());
            assertThat(idle).as("at rest").allSatisfy(round -> assertThat(p99(round))
                    .isLessThan(BAR));
            assertThat(busy).as("busy").allSatisfy(round -> assertThat(p99(round))
                    .isLessThan(BAR));
        }
    }

    private interface Scenario {
        Round run(Settings settings) throws Exception;
    }

    /** @return the rounds with our settings */
    private List<Round> compare(String name, String what, Bench bench, Scenario scenario) throws Exception {
        if (!SCENARIOS.contains(name)) {
            return List.of();
        }
        List<Round> ours = new ArrayList<>();
        List<Round> bare = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Settings settings :
                    round % 2 == 0 ? Settings.values() : new Settings[] {Settings.BARE, Settings.OURS}) {
                Round done = scenario.run(settings);
                System.out.printf("%s, %s, round %d: %s%n", what, settings, round + 1, told(done));
                (settings == Settings.OURS ? ours : bare).add(done);
                bench.clear();
            }
        }
        report.add(what + ", ours: " + told(ours));
        report.add(what + ", bare: " + told(bare));
        report.add("%s, p99 bare to ours: %.1f"
                .formatted(
                        what,
                        median(bare.stream()
                                        .mapToDouble(TimerLatenessBenchmark::p99)
                                        .toArray())
                                / median(ours.stream()
                                        .mapToDouble(TimerLatenessBenchmark::p99)
                                        .toArray())));
        return ours;
    }

    private class Bench {

        private final JdbcClient jdbc;
        private final RuntimeService runtime;
        private final RepositoryService repository;
        private final ProcessEngineImpl engine;
        private final ProcessEngineConfigurationImpl configuration;
        private final JobIndexes indexes;
        private final CamundaBpmProperties properties;

        Bench(ConfigurableApplicationContext platform) {
            this.jdbc = platform.getBean(JdbcClient.class);
            this.runtime = platform.getBean(RuntimeService.class);
            this.repository = platform.getBean(RepositoryService.class);
            this.engine = (ProcessEngineImpl) platform.getBean(ProcessEngine.class);
            this.configuration = engine.getProcessEngineConfiguration();
            this.indexes = platform.getBean(JobIndexes.class);
            this.properties = platform.getBean(CamundaBpmProperties.class);
        }

        void prepare() {
            configuration.getJobExecutor().shutdown();
            jdbc.sql("create table response.benchmark_row (id bigint generated always as identity primary key,"
                            + " business_key text, at timestamptz)")
                    .update();
            repository
                    .createDeployment()
                    .name("benchmark")
                    .addModelInstance(
                            "benchmark-step.bpmn",
                            Bpmn.createExecutableProcess("benchmark-step")
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .serviceTask()
                                    .camundaAsyncBefore()
                                    .camundaDelegateExpression("${benchmarkStep}")
                                    .endEvent()
                                    .done())
                    .addModelInstance(
                            "benchmark-timer.bpmn",
                            Bpmn.createExecutableProcess("benchmark-timer")
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .intermediateCatchEvent()
                                    .timerWithDate("${due}")
                                    .serviceTask()
                                    .camundaDelegateExpression("${benchmarkTimer}")
                                    .endEvent()
                                    .done())
                    .addClasspathResource("sla/late-work.bpmn")
                    .addClasspathResource("sla/late-branch.bpmn")
                    .deploy();
            clear();
        }

        /** Nothing of one round may be left to the next; what the platform itself does from time to time stays. */
        void clear() {
            jdbc.sql("delete from act_ru_job where handler_type_ not in ('audit-seal', 'history-cleanup')")
                    .update();
            late.clear();
        }

        Round timers(Settings settings, int jobs) throws Exception {
            copies(jobs);
            Instant begin = Instant.now().plus(Duration.ofSeconds(15));
            List<Date> due = new ArrayList<>();
            List<Callable<ProcessInstance>> starts = new ArrayList<>();
            for (int i = 0; i < TIMERS; i++) {
                Date date = Date.from(begin.plusMillis(random.nextInt((int) WINDOW.toMillis())));
                due.add(date);
                starts.add(() -> runtime.startProcessInstanceByKey("benchmark-timer", Map.of("due", date)));
            }
            inParallel(starts);
            JobExecutor executor = executor(settings);
            waitFor(begin.minusSeconds(2));
            assertThat(Instant.now())
                    .as("all is ready before the first timer is due")
                    .isBefore(begin);
            executor.start();
            int left = keepBusy(begin.plus(WINDOW), jobs);
            await(begin.plus(WINDOW).plus(PATIENCE), () -> late.size(), TIMERS);
            stop(executor);
            double[] measured = late.stream().mapToDouble(Double::doubleValue).toArray();
            // what did not run at all in this time is at least so late
            double[] all = Arrays.copyOf(measured, TIMERS);
            Arrays.fill(all, measured.length, TIMERS, PATIENCE.toSeconds());
            return new Round(all, left);
        }

        /** What was done is due anew, so that the work lasts as long as the timers. @return what was left of it at the end */
        private int keepBusy(Instant end, int jobs) throws InterruptedException {
            while (jobs > 0 && Instant.now().isBefore(end.minusMillis(500))) {
                copies(jobs - waiting());
                Thread.sleep(250);
            }
            waitFor(end);
            return jobs == 0 ? 0 : waiting();
        }

        Round promises(Settings settings) throws Exception {
            String round = "PROMISE-" + random.nextInt(Integer.MAX_VALUE);
            List<Callable<ProcessInstance>> starts = new ArrayList<>();
            for (int i = 0; i < PROMISES; i++) {
                String work = round + "-" + i;
                starts.add(() -> runtime.startProcessInstanceByKey("late-work", work, Map.of("severity", "SEV1")));
            }
            inParallel(starts);
            Instant due = Instant.ofEpochMilli(Instant.now().plusSeconds(5).toEpochMilli());
            jdbc.sql("delete from act_ru_job where handler_type_ like 'timer-%' and handler_cfg_ <> 'acknowledgeDue'")
                    .update();
            jdbc.sql("update act_ru_job set duedate_ = ? where handler_cfg_ = 'acknowledgeDue'")
                    .param(Timestamp.from(due))
                    .update();
            jdbc.sql("update response.sla_clock set due_at = ?, warn_at = ? where business_key like ? || '-%'")
                    .param(due.atOffset(ZoneOffset.UTC))
                    .param(due.atOffset(ZoneOffset.UTC))
                    .param(round)
                    .update();
            JobExecutor executor = executor(settings);
            executor.start();
            String broken = " from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                    + " where l.event = 'BREACHED' and c.business_key like ? || '-%'";
            await(
                    due.plus(PATIENCE),
                    () -> jdbc.sql("select count(*)" + broken)
                            .param(round)
                            .query(Integer.class)
                            .single(),
                    PROMISES);
            stop(executor);
            double[] measured = jdbc
                    .sql("select extract(epoch from l.at - c.due_at)" + broken)
                    .param(round)
                    .query(Double.class)
                    .list()
                    .stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double[] all = Arrays.copyOf(measured, PROMISES);
            Arrays.fill(all, measured.length, PROMISES, PATIENCE.toSeconds());
            return new Round(all, 0);
        }

        private JobExecutor executor(Settings settings) {
            boolean ours = settings == Settings.OURS;
            if (ours) {
                indexes.afterSingletonsInstantiated();
            } else {
                JobIndexes.INDEXES.keySet().forEach(index -> jdbc.sql("drop index if exists " + index)
                        .update());
            }
            configuration.setJobExecutorAcquireByDueDate(ours);
            configuration.setJobExecutorPreferTimerJobs(ours);
            configuration.setEnsureJobDueDateNotNull(ours);
            CamundaBpmProperties chosen = ours ? properties : new CamundaBpmProperties();
            ThreadPoolTaskExecutor threads = (ThreadPoolTaskExecutor) JobConfiguration.camundaTaskExecutor(chosen);
            threads.initialize();
            JobExecutor executor = JobConfiguration.jobExecutor(threads, chosen);
            executor.registerProcessEngine(engine);
            configuration.setJobExecutor(executor);
            return executor;
        }

        private void stop(JobExecutor executor) {
            executor.shutdown();
            ThreadPoolTaskExecutor threads = (ThreadPoolTaskExecutor)
                    ((org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor) executor)
                            .getTaskExecutor();
            threads.setWaitForTasksToCompleteOnShutdown(true);
            threads.setAwaitTerminationSeconds(60);
            threads.shutdown();
        }

        /** Process instances that wait at their step, copied from one that really came there. */
        private void copies(int count) {
            if (count <= 0) {
                return;
            }
            String one = runtime.startProcessInstanceByKey("benchmark-step").getId();
            String run = "b" + random.nextInt(Integer.MAX_VALUE) + "-";
            copy(
                    "act_ru_execution",
                    "e.id_ = ?",
                    "'id_', k, 'proc_inst_id_', k, 'root_proc_inst_id_', k",
                    one,
                    run,
                    count);
            copy(
                    "act_hi_procinst",
                    "e.id_ = ?",
                    "'id_', k, 'proc_inst_id_', k, 'root_proc_inst_id_', k",
                    one,
                    run,
                    count);
            copy(
                    "act_hi_actinst",
                    "e.proc_inst_id_ = ?",
                    "'id_', 'a' || k, 'proc_inst_id_', k, 'execution_id_', k, 'root_proc_inst_id_', k, 'parent_act_inst_id_', k",
                    one,
                    run,
                    count);
            copy(
                    "act_ru_job",
                    "e.process_instance_id_ = ?",
                    "'id_', 'j' || k, 'process_instance_id_', k, 'execution_id_', k, 'root_proc_inst_id_', k",
                    one,
                    run,
                    count);
        }

        private void copy(String table, String where, String changed, String one, String run, int count) {
            jdbc.sql("insert into " + table + " select (jsonb_populate_record(null::" + table
                            + ", to_jsonb(e) || jsonb_build_object(" + changed + "))).* from " + table
                            + " e, (select ? || i as k from generate_series(1, ?) i) keys where " + where)
                    .param(run)
                    .param(count)
                    .param(one)
                    .update();
        }

        private int waiting() {
            return jdbc.sql("select count(*) from act_ru_job where type_ = 'message'")
                    .query(Integer.class)
                    .single();
        }
    }

    private static void inParallel(List<Callable<ProcessInstance>> starts) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            for (Future<ProcessInstance> started : clients.invokeAll(starts)) {
                started.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void waitFor(Instant moment) throws InterruptedException {
        long millis = Duration.between(Instant.now(), moment).toMillis();
        if (millis > 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    private static void await(Instant end, IntSupplier count, int wanted) throws InterruptedException {
        while (count.getAsInt() < wanted && Instant.now().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static String told(Round round) {
        return "p50 %.2f, p95 %.2f, p99 %.2f, max %.2f s; %d jobs left when the last timer fell due"
                .formatted(
                        quantile(round.late(), 0.5),
                        quantile(round.late(), 0.95),
                        p99(round),
                        quantile(round.late(), 1),
                        round.jobsLeft());
    }

    /** The median of the rounds, and their spread. */
    private static String told(List<Round> rounds) {
        StringBuilder told = new StringBuilder();
        for (double q : new double[] {0.5, 0.95, 0.99, 1}) {
            double[] values = rounds.stream()
                    .mapToDouble(round -> quantile(round.late(), q))
                    .sorted()
                    .toArray();
            told.append("%s %.2f (%.2f to %.2f)  "
                    .formatted(
                            q == 1 ? "max" : "p" + (int) (q * 100),
                            median(values),
                            values[0],
                            values[values.length - 1]));
        }
        return told.toString();
    }

    private static double p99(Round round) {
        return quantile(round.late(), 0.99);
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        DoubleUnaryOperator between = part -> sorted[below] + part * (sorted[above] - sorted[below]);
        return between.applyAsDouble(place - below);
    }
}

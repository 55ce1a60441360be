package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Random work against a model that is as simple as can be: time is a list of minutes, of which each is used or not. Whatever happens, in
 * whatever order, clocks and ledger are as the model says.
 */
@PlatformTest
class ClockModelTest {

    private static final String[] SEVERITIES = {"SEV0", "SEV1", "SEV2", "SEV3"};
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    final String work = "MODEL-" + UUID.randomUUID();

    /** What the policy of the moment gives each severity. */
    Map<String, Rule> policy = new HashMap<>();

    final List<Modelled> all = new ArrayList<>();
    final List<String> story = new ArrayList<>();

    /** @param hours of the calendar */
    record Rule(int hours, boolean business) {

        String target() {
            return "PT" + hours + "H";
        }
    }

    @BeforeEach
    void theDiagramIsThere() {
        repository
                .createDeployment()
                .name("waiting")
                .addClasspathResource("sla/waiting.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
    }

    @AfterEach
    void thePolicyIsAgainAsShipped() {
        deploy(PolicyTable.shipped());
    }

    /** More of them with {@code -Dclock-model.seeds=100}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("clock-model.seeds", 6));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void clocksAndLedgerAreAsTheModelSaysWhateverHappens(long seed) {
        Random random = new Random(seed);
        // a full minute, in a winter before the hour that does not exist in New York
        clock.advance(Duration.between(
                clock.instant(),
                clock.instant()
                        .atZone(NEW_YORK)
                        .plusYears(1)
                        .withMonth(3)
                        .withDayOfMonth(1)
                        .toInstant()
                        .truncatedTo(ChronoUnit.MINUTES)));
        changePolicy(random);
        begin(random);
        for (int step = 0; step < 45; step++) {
            step(random);
            compare(seed);
        }
    }

    private void step(Random random) {
        List<Modelled> open = all.stream().filter(Modelled::open).toList();
        Modelled one = open.isEmpty() ? null : open.get(random.nextInt(open.size()));
        switch (random.nextInt(12)) {
            case 0 -> begin(random);
            case 1 -> changeSeverity(SEVERITIES[random.nextInt(SEVERITIES.length)]);
            case 2 -> changePolicy(random);
            case 3 -> cancel(one);
            case 4, 5 -> pauseOrGoOn(one);
            case 6 -> finish(one);
            case 7 -> mergeAway(random);
            default -> advance(random);
        }
        // as the executor would, at every moment
        engine.runDueJobs(work);
        all.forEach(Modelled::due);
    }

    /** Time goes on minute by minute, so that every timer comes at its minute. */
    private void advance(Random random) {
        int minutes = 1 + random.nextInt(random.nextBoolean() ? 90 : 3000);
        story.add("advance " + minutes + " min");
        List<Instant> moments = management.createJobQuery().timers().active().list().stream()
                .filter(job -> instances().contains(job.getProcessInstanceId()) && job.getDuedate() != null)
                .map(job -> job.getDuedate().toInstant())
                .filter(due -> due.isAfter(clock.instant())
                        && !due.isAfter(clock.instant().plus(Duration.ofMinutes(minutes))))
                .distinct()
                .sorted()
                .toList();
        Instant end = clock.instant().plus(Duration.ofMinutes(minutes));
        for (Instant moment : moments) {
            clock.advance(Duration.between(clock.instant(), moment));
            all.forEach(one -> one.passUntil(moment));
            engine.runDueJobs(work);
            all.forEach(Modelled::due);
        }
        clock.advance(Duration.between(clock.instant(), end));
        all.forEach(one -> one.passUntil(end));
    }

    private void begin(Random random) {
        String severity = SEVERITIES[random.nextInt(SEVERITIES.length)];
        Instant since = random.nextInt(4) == 0
                ? clock.instant().minus(Duration.ofMinutes(random.nextInt(2000)))
                : clock.instant();
        boolean mayPause = random.nextInt(4) != 0;
        story.add("begin " + severity + " since " + since + (mayPause ? "" : ", nobody approves"));
        Map<String, Object> scalars = new HashMap<>();
        scalars.put("severity", severity);
        scalars.put("since", since.toString());
        scalars.put("about", null);
        scalars.put("why", "Waits");
        scalars.put("next", "done");
        scalars.put("approver", mayPause ? "security-operations-manager" : null);
        String instance =
                runtime.startProcessInstanceByKey("waiting", work, scalars).getId();
        all.add(new Modelled(instance, severity, since, mayPause));
    }

    private void changeSeverity(String severity) {
        if (all.stream().noneMatch(Modelled::open)) {
            return;
        }
        story.add("severity " + severity);
        processes.tell("test-waiting-severity-changed", work, Map.of("severity", severity));
        all.forEach(one -> one.retarget(severity));
    }

    private void changePolicy(Random random) {
        PolicyTable table = new PolicyTable();
        for (String severity : SEVERITIES) {
            Rule rule = new Rule(1 + random.nextInt(60), random.nextBoolean());
            policy.put(severity, rule);
            table.first(
                    "\"repair-engineering\"",
                    "\"" + severity + "\"",
                    "",
                    "",
                    "\"" + rule.target() + "\"",
                    rule.business() ? "\"business-US\"" : "\"24x7\"",
                    "0.5",
                    "\"executive\"",
                    "\"security-operations-manager\"");
        }
        story.add("policy " + policy);
        deploy(table.toString());
        all.forEach(one -> one.retarget(one.severity));
    }

    private void deploy(String table) {
        repository
                .createDeployment()
                .name("policy")
                .addString("sla-policy.dmn", table)
                .deploy();
        for (List<Job> waiting = following(); !waiting.isEmpty(); waiting = following()) {
            waiting.forEach(job -> management.executeJob(job.getId()));
        }
    }

    private List<Job> following() {
        return management.createJobQuery().messages().list().stream()
                .filter(job -> PolicyChangedJob.TYPE.equals(((JobEntity) job).getJobHandlerType()))
                .toList();
    }

    private void cancel(@Nullable Modelled one) {
        if (one != null) {
            story.add("cancel " + one);
            runtime.deleteProcessInstance(one.instance, "called off");
            one.stop("CANCELLED");
        }
    }

    /** All the work is called off at once, and begins again as other work does after a merge or a reopening. */
    private void mergeAway(Random random) {
        if (random.nextInt(3) == 0) {
            story.add("merge");
            all.stream().filter(Modelled::open).forEach(one -> {
                runtime.deleteProcessInstance(one.instance, "merged");
                one.stop("CANCELLED");
            });
            begin(random);
        }
    }

    private void pauseOrGoOn(@Nullable Modelled one) {
        if (one == null) {
            return;
        }
        if (one.waits) {
            story.add("go on " + one);
            tasks.complete(task(one, "supplier").getId());
            one.goOn();
        } else {
            story.add("wait " + one);
            runtime.setVariable(one.instance, "next", "supplier");
            tasks.complete(task(one, "work").getId());
            runtime.setVariable(one.instance, "next", "done");
            one.waitFor();
        }
    }

    private void finish(@Nullable Modelled one) {
        if (one != null && !one.waits) {
            story.add("finish " + one);
            tasks.complete(task(one, "work").getId());
            one.stop(one.late() ? "MET_LATE" : "MET");
        }
    }

    private Task task(Modelled one, String key) {
        return tasks.createTaskQuery()
                .processInstanceId(one.instance)
                .taskDefinitionKey(key)
                .singleResult();
    }

    private List<String> instances() {
        return all.stream().filter(Modelled::open).map(one -> one.instance).toList();
    }

    private void compare(long seed) {
        for (Modelled one : all) {
            Map<String, Object> row = jdbc.sql(
                            "select state, due_at at time zone 'UTC' as due, paused_ms / 60000 as paused,"
                                    + " elapsed_ms / 60000 as elapsed, (select string_agg(event, ' ' order by l.id) from response.sla_ledger l"
                                    + " where l.clock_id = c.id) as events, (select l.state || coalesce(l.elapsed_ms, -1) || l.due_at || l.paused_ms"
                                    + " || l.target || l.calendar from response.sla_ledger l where l.clock_id = c.id order by l.id desc limit 1)"
                                    + " = state || coalesce(elapsed_ms, -1) || due_at || paused_ms || target || calendar as same"
                                    + " from response.sla_clock c where process_instance_id = ? and name = 'repair-engineering'")
                    .param(one.instance)
                    .query()
                    .singleRow();
            assertThat(row)
                    .as("seed %d, %s, after%n%s", seed, one, String.join("\n", story))
                    .containsEntry("state", one.state)
                    .containsEntry("events", String.join(" ", one.events))
                    .containsEntry("paused", one.stoodStill)
                    .containsEntry("elapsed", one.elapsed)
                    .containsEntry("same", true);
            assertThat(String.valueOf(row.get("due")))
                    .as("due of seed %d, %s, after%n%s", seed, one, String.join("\n", story))
                    .startsWith(one.dueAt.toString().substring(0, 10))
                    .contains(one.dueAt.toString().substring(11, 16));
        }
    }

    /** One clock, as anybody would keep it on paper. */
    private class Modelled {

        final String instance;
        final Instant since;
        final boolean mayPause;
        String severity;
        Rule rule;
        String state = "RUNNING";
        final List<String> events = new ArrayList<>(List.of("STARTED"));
        final List<Instant[]> pauses = new ArrayList<>();
        Instant now;
        Instant dueAt = Instant.EPOCH;
        Instant warnAt = Instant.EPOCH;

        @Nullable
        Instant pausedAt;

        boolean waits;
        boolean broken;
        boolean warningCame;
        long stoodStill;

        @Nullable
        Long elapsed;

        Modelled(String instance, String severity, Instant since, boolean mayPause) {
            this.instance = instance;
            this.severity = severity;
            this.since = since;
            this.mayPause = mayPause;
            this.now = clock.instant();
            this.rule = rule(severity);
            promise();
        }

        private Rule rule(String severity) {
            return Objects.requireNonNull(policy.get(severity));
        }

        boolean open() {
            return elapsed == null;
        }

        boolean late() {
            return dueAt.isBefore(now);
        }

        void passUntil(Instant then) {
            now = then;
        }

        /** Minute after minute from the start, each of which counts or does not. */
        private Instant after(int minutes) {
            int used = 0;
            Instant minute = since;
            while (used < minutes) {
                if (counts(minute)) {
                    used++;
                }
                minute = minute.plus(Duration.ofMinutes(1));
            }
            return minute;
        }

        private boolean counts(Instant minute) {
            return worked(minute)
                    && pauses.stream().noneMatch(pause -> !minute.isBefore(pause[0]) && minute.isBefore(pause[1]));
        }

        /** Nine to five in New York; the model's weeks have no holidays, which is why it lives in March and April. */
        private boolean worked(Instant minute) {
            if (!rule.business()) {
                return true;
            }
            ZonedDateTime there = minute.atZone(NEW_YORK);
            return there.getDayOfWeek().getValue() <= 5 && there.getHour() >= 9 && there.getHour() < 17;
        }

        private void promise() {
            dueAt = after(rule.hours() * 60);
            warnAt = after(rule.hours() * 30);
        }

        void retarget(String to) {
            if (!open()) {
                return;
            }
            Rule next = rule(to);
            String before = rule + " " + severity + " " + dueAt + " " + warnAt;
            severity = to;
            rule = next;
            promise();
            if (!before.equals(rule + " " + severity + " " + dueAt + " " + warnAt)) {
                events.add("RETARGETED");
                mend();
            }
        }

        private void mend() {
            if (broken && dueAt.isAfter(now)) {
                broken = false;
                state = state.equals("BREACHED") ? "RUNNING" : state;
            }
            if (pausedAt == null && warnAt.isAfter(now)) {
                warningCame = false;
            }
        }

        void waitFor() {
            waits = true;
            if (mayPause) {
                pausedAt = now;
                state = "PAUSED";
                events.add("PAUSED");
            } else {
                events.add("PAUSE_REFUSED");
            }
        }

        void goOn() {
            waits = false;
            if (pausedAt != null) {
                resume();
            }
        }

        private void resume() {
            pauses.add(new Instant[] {Objects.requireNonNull(pausedAt), now});
            stoodStill += Duration.between(pausedAt, now).toMinutes();
            pausedAt = null;
            state = broken ? "BREACHED" : "RUNNING";
            promise();
            mend();
            events.add("RESUMED");
        }

        void stop(String how) {
            if (pausedAt != null) {
                resume();
            }
            state = how;
            events.add(how);
            long used = 0;
            for (Instant minute = since; minute.isBefore(now); minute = minute.plus(Duration.ofMinutes(1))) {
                used += counts(minute) ? 1 : 0;
            }
            elapsed = used;
        }

        /**
         * What the timers tell, once for each date that was promised. A timer that has come waits again when its moment is moved into the
         * future.
         */
        void due() {
            if (!open() || pausedAt != null) {
                return;
            }
            if (!dueAt.isAfter(now) && !broken) {
                broken = true;
                state = "BREACHED";
                events.add("BREACHED");
            } else if (dueAt.isAfter(now) && !warnAt.isAfter(now) && !warningCame) {
                warn();
            }
            warningCame |= !warnAt.isAfter(now);
        }

        private final List<Instant> warned = new ArrayList<>();

        private void warn() {
            if (!warned.contains(dueAt)) {
                warned.add(dueAt);
                events.add("WARNED");
            }
        }

        @Override
        public String toString() {
            return instance.substring(0, 8);
        }
    }
}

package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people are written about promises, and how often. */
@PlatformTest
class DigestTest {

    private static final String RESPONDER = "responder";
    private static final String COMMANDER = "incident-commander";

    @Autowired
    Engine engine;

    @Autowired
    Http http;

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

    @Autowired
    Digests digests;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ConfigurableListableBeanFactory beans;

    final String wave = "WAVE-" + UUID.randomUUID();

    long lastMail;

    @Nullable
    GreenMail server;

    @BeforeEach
    void nobodyWaitsForAnything() {
        repository
                .createDeployment()
                .name("late work")
                .addClasspathResource("sla/late-work.bpmn")
                .addClasspathResource("sla/late-branch.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
        // people are shared by all tests
        jdbc.sql(
                        "update response.sla_reminder set not_sent = 'Of another test' where message_id is null and not_sent is null")
                .update();
        jdbc.sql("update response.sla_digest set closed_at = '2000-01-01', written_at = '2000-01-01'")
                .update();
        lastMail = jdbc.sql("select coalesce(max(id), 0) from response.message")
                .query(Long.class)
                .single();
    }

    @AfterEach
    void withoutMailServer() {
        if (server != null) {
            server.stop();
            ((DefaultSingletonBeanRegistry) beans).destroySingleton("mailSender");
        }
    }

    @Test
    void onePromiseIsToldAtOnceAndAsItself() {
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        run(1);

        assertThat(mailsTo(RESPONDER)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo(key(1) + ": Acknowledge it is soon due");
            assertThat(mail.body()).contains("Promise: acknowledge, due ").contains("in Tasklist");
            assertThat(mail.businessKey()).isEqualTo(key(1));
        });
        assertThat(waiting(1)).isZero();
    }

    @Test
    void whoeverWasWrittenToWaitsAndIsThenToldEverythingInOneMail() {
        begin(1);
        clock.advance(Duration.ofMinutes(1));
        begin(2, 3);
        clock.advance(Duration.ofMinutes(11));
        run(1);
        clock.advance(Duration.ofMinutes(1));
        run(2, 3);

        assertThat(mailsTo(RESPONDER)).hasSize(1);
        assertThat(waiting(2)).isEqualTo(1);
        assertThat(waiting(3)).isEqualTo(1);
        assertThat(timerOf(2)).isEqualTo(clock.instant().plus(Duration.ofMinutes(9)));

        clock.advance(Duration.ofMinutes(4));
        steps(1, 2, 3);
        clock.advance(Duration.ofMinutes(5));
        run(1, 2, 3);

        assertThat(mailsTo(RESPONDER)).hasSize(2).last().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("2 promises wait for you, all overdue");
            assertThat(mail.body())
                    .contains("- " + key(2) + ": Acknowledge it, overdue since ", "- " + key(3) + ": Acknowledge it")
                    .contains("(acknowledge, SEV1)\n")
                    .doesNotContain(key(1) + ":");
            assertThat(mail.businessKey()).isEqualTo("promises");
        });
        assertThat(mailsTo(COMMANDER)).hasSize(2).last().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("3 promises wait for you, all overdue");
            assertThat(mail.body())
                    .contains(key(1) + ": overdue since ")
                    .contains("(acknowledge, SEV1); escalated to the role incident-commander, acknowledge it");
            assertThat(mail.body().split(key(2) + ":", -1)).hasSize(2);
        });
        assertThat(waiting(1) + waiting(2) + waiting(3)).isZero();
    }

    @Test
    void theWorstComesFirst() {
        start("SEV3", 4);
        start("SEV1", 5);
        clock.advance(Duration.ofMinutes(2));
        start("SEV1", 6);
        clock.advance(Duration.ofHours(3));
        start("SEV1", 7);
        clock.advance(Duration.ofMinutes(12));
        steps(4, 5, 6, 7);
        run(4, 5, 6, 7);

        String body = mailsTo(RESPONDER).get(0).body();
        assertThat(body).contains("4 promises wait for you, 2 overdue");
        assertThat(List.of(body.indexOf(key(5)), body.indexOf(key(6)), body.indexOf(key(7)), body.indexOf(key(4))))
                .isSorted()
                .doesNotContain(-1);
    }

    @Test
    void whatFallsAwayWhileItWaitsIsNotToldAndTheReasonIsKept() {
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        run(1);
        begin(2, 3, 4, 5);
        clock.advance(Duration.ofMinutes(12));
        closeTheWindow();
        run(2, 3, 4, 5);
        tasks.complete(engine.task(key(2), "acknowledge").getId());
        tasks.claim(engine.task(key(3), "acknowledge").getId(), COMMANDER);
        processes.tell("late-work-severity-changed", key(4), Map.of("severity", "SEV4"));
        assertThat(mailsTo(RESPONDER)).hasSize(1);

        clock.advance(Duration.ofMinutes(10));
        run(5, 3);

        assertThat(mailsTo(RESPONDER)).hasSize(2).last().satisfies(mail -> assertThat(mail.subject())
                .isEqualTo(key(5) + ": Acknowledge it is overdue"));
        assertThat(reasons(RESPONDER, 2)).containsExactly("The work was done or called off");
        assertThat(reasons(RESPONDER, 3)).containsExactly("Somebody else has the task now");
        assertThat(reasons(RESPONDER, 4)).containsExactly("The promise was moved");
        assertThat(mailsTo(COMMANDER)).hasSize(2).last().satisfies(mail -> assertThat(mail.body())
                .contains(key(3), key(5))
                .doesNotContain(key(2))
                .doesNotContain(key(4)));
    }

    @Test
    void whoeverGetsTheTaskMeanwhileIsRemindedOnceInTheirPlace() {
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        run(1);
        begin(2);
        tasks.setAssignee(engine.task(key(2), "acknowledge").getId(), RESPONDER);
        clock.advance(Duration.ofMinutes(12));
        closeTheWindow();
        run(2);
        assertThat(told("product-engineer", 2)).isZero();
        tasks.setAssignee(engine.task(key(2), "acknowledge").getId(), "product-engineer");
        clock.advance(Duration.ofMinutes(10));
        run(2);

        assertThat(told("product-engineer", 2)).isEqualTo(1);
        assertThat(mailsTo("product-engineer")).hasSize(1);
        assertThat(mailsTo(RESPONDER)).hasSize(1);
        assertThat(reasons(RESPONDER, 2)).containsExactly("Somebody else has the task now");
    }

    @Test
    void whoeverGetsTheTaskBackIsRemindedAfterAll() {
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        run(1);
        begin(2);
        tasks.setAssignee(engine.task(key(2), "acknowledge").getId(), RESPONDER);
        clock.advance(Duration.ofMinutes(12));
        closeTheWindow();
        run(2);
        tasks.setAssignee(engine.task(key(2), "acknowledge").getId(), COMMANDER);
        clock.advance(Duration.ofMinutes(5));
        // somebody else's step finds that it is no longer theirs
        jdbc.sql("update response.sla_digest set written_at = '2000-01-01' where person = ?")
                .param(RESPONDER)
                .update();
        write(RESPONDER);
        assertThat(reasons(RESPONDER, 2)).containsExactly("Somebody else has the task now");
        tasks.setAssignee(engine.task(key(2), "acknowledge").getId(), RESPONDER);
        clock.advance(Duration.ofMinutes(5));
        run(2);

        assertThat(told(RESPONDER, 2)).isEqualTo(1);
        assertThat(mailsTo(RESPONDER)).hasSize(2);
    }

    @Test
    void aRoleThatHasAcknowledgedIsNotToldToAcknowledge() {
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        run(1);
        clock.advance(Duration.ofMinutes(4));
        run(1);
        assertThat(waiting(1)).isPositive();
        engine.complete(key(1), "acknowledge-escalation", Map.of("action", "NOTED", "note", "Ines is on it"));
        clock.advance(Duration.ofMinutes(10));
        run(1);

        assertThat(mailsTo(COMMANDER)).hasSize(1);
        assertThat(reasons(COMMANDER, 1))
                .containsExactly("The escalation was acknowledged, or went on to another role");
        assertThat(waiting(1)).isZero();
    }

    @Test
    void aPromiseOfARestrictedIncidentIsToldToItsTeamAloneAndUnderItsCodeName() {
        restrict(2, "restricted-quiet-test-" + wave, RESPONDER);
        begin(1, 2);
        clock.advance(Duration.ofMinutes(12));
        steps(1, 2);
        run(1, 2);

        assertThat(mailsTo(RESPONDER)).singleElement().satisfies(mail -> {
            assertThat(mail.body())
                    .contains(key(1), "restricted-quiet-test-" + wave)
                    .doesNotContain(key(2));
            // who may not know of one of them does not see the mail
            assertThat(http.get(RESPONDER, "/api/v1/messages/" + mail.id()).statusCode())
                    .isEqualTo(200);
            assertThat(http.get(COMMANDER, "/api/v1/messages/" + mail.id()).statusCode())
                    .isEqualTo(404);
            assertThat(http.get(COMMANDER, "/api/v1/messages?businessKey=promises&size=100")
                            .body())
                    .doesNotContain("restricted-quiet-test");
        });
        assertThat(mailsTo(COMMANDER)).singleElement().satisfies(mail -> assertThat(mail.subject())
                .isEqualTo(key(1) + ": Acknowledge it is soon due"));
        assertThat(reasons(COMMANDER, 2)).containsExactly("May not know of the incident");
    }

    @Test
    void aMailServerThatIsDownIsTriedAgainAndWhatIsNoLongerSoIsLeftOut() {
        mailServer().stop();
        begin(1, 2, 3);
        clock.advance(Duration.ofMinutes(12));
        steps(1, 2, 3);
        assertThatThrownBy(() -> run(1)).hasMessageContaining("did not take it");
        // the others don't try a moment later, they wait as long
        run(2, 3);
        assertThat(waiting(2)).isEqualTo(1);
        assertThat(attempts(RESPONDER)).containsExactly("QUEUED 1");

        tasks.complete(engine.task(key(2), "acknowledge").getId());
        mailServer();
        clock.advance(Duration.ofMinutes(6));
        run(1, 3);

        assertThat(mailsTo(RESPONDER)).hasSize(2);
        assertThat(attempts(RESPONDER)).containsExactly("FAILED 1", "SENT 1");
        assertThat(mailsTo(RESPONDER).get(1).body()).contains(key(1), key(3)).doesNotContain(key(2));
        assertThat(told(RESPONDER, 1) + told(RESPONDER, 3)).isEqualTo(2);
    }

    @Test
    void aMailThatNothingIsLeftOfIsNotSent() {
        mailServer().stop();
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        assertThatThrownBy(() -> run(1)).hasMessageContaining("did not take it");
        tasks.complete(engine.task(key(1), "acknowledge").getId());
        mailServer();
        clock.advance(Duration.ofMinutes(6));
        begin(2);
        clock.advance(Duration.ofMinutes(12));
        run(2);

        assertThat(attempts(RESPONDER)).containsExactly("FAILED 1", "SENT 1");
        assertThat(mailsTo(RESPONDER)).last().satisfies(mail -> assertThat(mail.subject())
                .startsWith(key(2)));
    }

    @Test
    void aStepThatRunsTwiceWritesOnce() {
        mailServer();
        begin(1);
        clock.advance(Duration.ofMinutes(12));
        steps(1);
        // the mail has gone out, and the step that sent it is rolled back
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            digests.write(RESPONDER);
            status.setRollbackOnly();
        });
        run(1);
        assertThat(attempts(RESPONDER)).containsExactly("SENT 1");

        // it went out, and the node was gone before it could write that down
        jdbc.sql("update response.sla_digest set closed_at = null where written_at > '2000-01-02'")
                .update();
        jdbc.sql("update response.sla_reminder set message_id = null where message_id > ?")
                .param(lastMail)
                .update();
        clock.advance(Duration.ofMinutes(6));
        write(RESPONDER);

        assertThat(attempts(RESPONDER)).containsExactly("SENT 1");
        assertThat(told(RESPONDER, 1)).isEqualTo(1);
    }

    @Test
    void severalNodesThatWriteToOnePersonAtOnceWriteOneMail() throws Exception {
        begin(1, 2, 3, 4);
        clock.advance(Duration.ofMinutes(12));
        steps(1, 2, 3, 4);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                writers.add(() -> {
                    write(RESPONDER);
                    return null;
                });
            }
            for (Future<Void> writer : nodes.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            nodes.shutdown();
        }

        assertThat(mailsTo(RESPONDER)).singleElement().satisfies(mail -> assertThat(mail.subject())
                .isEqualTo("4 promises wait for you, none overdue"));
    }

    /** A thousand with {@code -Dlate-wave=1000}. */
    @Test
    void promisesThatBreakAllAtOnceAreAHandfulOfMailsToEach() throws Exception {
        int many = Integer.getInteger("late-wave", 200);
        int[] all = IntStream.range(0, many).toArray();
        start("SEV3", all);
        clock.advance(Duration.ofDays(3));
        long began = System.nanoTime();
        onFourNodes(all);
        long first = System.nanoTime();
        clock.advance(Duration.ofMinutes(10));
        onFourNodes(all);
        clock.advance(Duration.ofMinutes(10));
        onFourNodes(all);
        long ended = System.nanoTime();
        System.out.printf(
                "A thousand broken promises: found, noted and first told in %d s, all told in %d s%n",
                (first - began) / 1_000_000_000, (ended - began) / 1_000_000_000);

        // other tests may have left people whom nobody can write to
        assertThat(jdbc.sql("select distinct coalesce(r.not_sent, 'Waits') from response.sla_reminder r"
                                + " join response.sla_clock c on c.id = r.clock_id"
                                + " where c.business_key like ? and r.message_id is null")
                        .param(wave + "-%")
                        .query(String.class)
                        .list())
                .isSubsetOf("No mail address is known");
        for (String person : List.of(RESPONDER, COMMANDER, "security-operations-manager")) {
            List<Mail> mails = mailsTo(person);
            assertThat(mails).as(person).hasSizeBetween(1, 3);
            assertThat(mails.stream().mapToInt(DigestTest::promises).sum())
                    .as(person)
                    .isEqualTo(many);
            String text = String.join("\n", mails.stream().map(Mail::text).toList());
            assertThat(text).contains(" more\n");
            for (int n : all) {
                assertThat(text.split(Pattern.quote(key(n) + ":"), -1).length)
                        .as(key(n))
                        .isLessThanOrEqualTo(2);
            }
        }
        assertThat(count("act_ru_task", "t.task_def_key_ = 'acknowledge-escalation'"))
                .isEqualTo(many);
        assertThat(count("act_ru_job", "(t.retries_ = 0 or t.exception_msg_ is not null)"))
                .isZero();
        assertThat(count("act_ru_job", "t.handler_type_ = 'timer-intermediate-transition'"))
                .isZero();
        assertThat(Duration.ofNanos(ended - began)).isLessThan(Duration.ofMinutes(8));
    }

    /** Each works through what is due of every fourth piece of work. */
    private void onFourNodes(int[] all) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                int mine = node;
                work.add(() -> {
                    for (int n : all) {
                        if (n % 4 == mine) {
                            engine.runDueJobs(key(n));
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : nodes.invokeAll(work)) {
                done.get();
            }
        } finally {
            nodes.shutdown();
        }
    }

    private static final Pattern SEVERAL = Pattern.compile("(\\d+) promises wait for you.*");

    private static int promises(Mail mail) {
        Matcher several = SEVERAL.matcher(mail.subject());
        return several.matches() ? Integer.parseInt(several.group(1)) : 1;
    }

    record Mail(long id, String businessKey, String subject, String body) {
        String text() {
            return subject + "\n" + body;
        }
    }

    private List<Mail> mailsTo(String person) {
        return jdbc.sql(
                        "select id, business_key, subject, body from response.message where id > ? and recipients = array[?]::text[]"
                                + " order by id")
                .param(lastMail)
                .param(person + "@example.com")
                .query((row, n) -> new Mail(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    private List<String> attempts(String person) {
        return jdbc.sql(
                        "select state || ' ' || attempts from response.message where id > ? and recipients = array[?]::text[]"
                                + " order by id")
                .param(lastMail)
                .param(person + "@example.com")
                .query(String.class)
                .list();
    }

    private List<String> reasons(String person, int n) {
        return jdbc.sql(
                        "select distinct r.not_sent from response.sla_reminder r join response.sla_clock c on c.id = r.clock_id"
                                + " where r.person = ? and c.business_key = ? and r.not_sent is not null")
                .param(person)
                .param(key(n))
                .query(String.class)
                .list();
    }

    private int told(String person, int n) {
        return jdbc.sql("select count(*) from response.sla_reminder r join response.sla_clock c on c.id = r.clock_id"
                        + " where r.person = ? and c.business_key = ? and r.message_id is not null")
                .param(person)
                .param(key(n))
                .query(Integer.class)
                .single();
    }

    private int count(String table, String what) {
        return jdbc.sql("select count(*) from " + table + " t join act_ru_execution e on e.id_ = t."
                        + (table.equals("act_ru_job") ? "process_instance_id_" : "proc_inst_id_")
                        + " where e.business_key_ like ? and " + what)
                .param(wave + "-%")
                .query(Integer.class)
                .single();
    }

    private long waiting(int n) {
        return management.createJobQuery().activityId("mayBeWrittenTo").list().stream()
                .filter(job -> key(n).equals(businessKey(job)))
                .count();
    }

    private Instant timerOf(int n) {
        return management.createJobQuery().activityId("mayBeWrittenTo").list().stream()
                .filter(job -> key(n).equals(businessKey(job)))
                .map(job -> job.getDuedate().toInstant())
                .findFirst()
                .orElseThrow();
    }

    private String businessKey(Job job) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(job.getProcessInstanceId())
                .singleResult()
                .getBusinessKey();
    }

    private String key(int n) {
        return wave + "-" + n;
    }

    private void begin(int... works) {
        start("SEV1", works);
    }

    private void start(String severity, int... works) {
        for (int n : works) {
            processes.start("late-work", key(n), Map.of("severity", severity));
        }
    }

    private void run(int... works) {
        for (int n : works) {
            engine.runDueJobs(key(n));
        }
    }

    /** Runs the timers of all of them and what follows, up to where people are written to. */
    private void steps(int... works) {
        for (int n : works) {
            for (List<Job> due = dueSteps(n); !due.isEmpty(); due = dueSteps(n)) {
                due.forEach(job -> management.executeJob(job.getId()));
            }
        }
    }

    private List<Job> dueSteps(int n) {
        List<Job> due = new ArrayList<>();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(key(n))
                .list()
                .forEach(instance -> due.addAll(
                        management.createJobQuery().processInstanceId(instance.getId()).executable().list().stream()
                                .filter(job -> !List.of("sendReminders", "mayBeWrittenTo")
                                        .contains(activity(job)))
                                .toList()));
        return due;
    }

    private String activity(Job job) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    /** As if everybody had been written to at this moment. */
    private void closeTheWindow() {
        jdbc.sql("update response.sla_digest set written_at = ? where written_at > '2000-01-02'")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void write(String person) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> digests.write(person));
    }

    private void restrict(int n, String codeName, String person) {
        long incident = jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                                + " correlation_key, first_seen_at, opened_at) values (?, 'Quiet', 'SEV1', 'RED', 'FIRST_RESPONSE',"
                                + " 'DETECTION', 'test', ?, ?, ?) returning id")
                .param(key(n))
                .param(key(n))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)"
                                + " values (?, ?, ?, 'TLP_RED', 'test', now(), 'test')")
                .param(incident)
                .param(key(n))
                .param(codeName)
                .update();
        jdbc.sql("insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at)"
                        + " values (?, ?, 'TEAM', 'test', 'test', now())")
                .param(incident)
                .param(person)
                .update();
    }

    private GreenMail mailServer() {
        if (server != null) {
            server.stop();
            ((DefaultSingletonBeanRegistry) beans).destroySingleton("mailSender");
        }
        server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        beans.registerSingleton("mailSender", sender);
        return server;
    }
}

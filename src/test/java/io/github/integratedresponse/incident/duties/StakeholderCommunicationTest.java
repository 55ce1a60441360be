package io.github.integratedresponse.incident.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.sla.Calendars;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@PlatformTest
class StakeholderCommunicationTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    Http http;

    @Autowired
    Duties duties;

    @Autowired
    Obligations obligations;

    @Autowired
    Timeline timeline;

    @Autowired
    DutyTrace trace;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ConfigurableListableBeanFactory beans;

    @Nullable
    GreenMail mail;

    @AfterEach
    void withoutMailServer() {
        if (mail != null) {
            mail.stop();
            ((DefaultSingletonBeanRegistry) beans).destroySingleton("mailSender");
        }
    }

    @Test
    void anApprovedDraftIsMailedOnceAndItsProofMeetsTheDuty() throws Exception {
        mailServer();
        Incidence incident = begin(Severity.SEV3, gdpr());
        String work = incident.number();
        NotificationDuty duty = only(incident);
        assertThat(engine.task(work, "draft").getDueDate()).isEqualTo(duty.dueAt());
        assertThat(engine.shown(work, "draft"))
                .containsEntry("dutyName", Duty.GDPR_72H.title())
                .containsEntry("subject", Duty.GDPR_72H.title() + ": " + work)
                .containsEntry("channel", "MAIL");
        assertThat((String) engine.shown(work, "draft").get("body"))
                .contains("Mail [rules](hxxp://evil) in bulk", "personal data of people in the EU");

        engine.complete(work, "draft", draft());
        assertThat(engine.shown(work, "approve"))
                .containsEntry("draftSubject", "What \\[happened\\]")
                .containsEntry("draftBody", "The facts");
        ProcessInstance instance = instance(duty);
        assertThat(instance).isWaitingAt("approve");
        engine.complete(work, "approve", Map.of("outcome", "APPROVED"));

        assertThat(instance).isEnded().hasPassed("send", "told", "recordProof", "met", "settled");
        assertThat(server().getReceivedMessages()).hasSize(1);
        NotificationDuty met = only(incident);
        assertThat(met.state()).isEqualTo(NotificationDuty.State.MET);
        assertThat(met.sentHow()).isEqualTo("by mail");
        assertThat(met.proof())
                .isEqualTo("Message-ID " + server().getReceivedMessages()[0].getMessageID());
        assertThat(http.get("auditor", "/api/v1/incidents/" + work + "/duties").body())
                .contains("\"duty\":\"GDPR_72H\"", "\"state\":\"MET\"", "Message-ID");
        assertThat(http.get("auditor", "/api/v1/incidents/" + work + "/messages")
                        .body())
                .contains("\"state\":\"SENT\"");
        assertThat(timeline.of(incident.id()))
                .anySatisfy(line -> assertThat(line.text()).contains("told in time"));
    }

    @Test
    void sendingTwiceSendsOnce() {
        mailServer();
        Incidence incident = begin(Severity.SEV3, gdpr());
        engine.complete(incident.number(), "draft", draft());
        NotificationDuty duty = only(incident);
        ProcessInstance instance = instance(duty);
        Sending sending = beans.getBean(Sending.class);

        assertThat(sending.send(duty.id(), incident.number())).isTrue();
        assertThat(sending.send(duty.id(), incident.number())).isTrue();
        engine.complete(incident.number(), "approve", Map.of("outcome", "APPROVED"));

        assertThat(instance).isEnded();
        assertThat(server().getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMailServerThatIsDownIsTriedAgain() {
        mailServer();
        Incidence incident = begin(Severity.SEV3, gdpr());
        engine.complete(incident.number(), "draft", draft());
        ProcessInstance instance = instance(only(incident));
        server().stop();
        assertThatThrownBy(() -> engine.complete(incident.number(), "approve", Map.of("outcome", "APPROVED")))
                .hasMessageContaining("The mail server did not take it");
        Job job = management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId("send")
                .singleResult();
        assertThat(job.getRetries()).isEqualTo(4);
        assertThat(job.getDuedate()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(trace.of(incident.id()).toString()).contains("QUEUED");

        server().start();
        sender().setPort(server().getSmtp().getPort());
        clock.advance(Duration.ofMinutes(6));
        engine.runDueJobs(incident.number());

        assertThat(instance).isEnded();
        assertThat(server().getReceivedMessages()).hasSize(1);
    }

    @Test
    void whatIsNotSentIsToldByHandWithProof() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        String work = incident.number();
        engine.complete(work, "draft", draft());
        ProcessInstance instance = instance(only(incident));
        engine.complete(work, "approve", Map.of("outcome", "APPROVED"));

        assertThat((String) engine.shown(work, "sendByHand").get("notSentBecause"))
                .contains("No mail server is configured");
        assertThat(trace.of(incident.id()).toString()).contains("NOT_SENT");
        assertThatThrownBy(() -> engine.complete(work, "sendByHand", Map.of()))
                .hasMessageContaining("sentAt: say when it was sent")
                .hasMessageContaining("how: say how it was sent")
                .hasMessageContaining("reference: name what proves it");
        assertThatThrownBy(() -> engine.complete(
                        work, "sendByHand", byHand(clock.instant().plusSeconds(60))))
                .hasMessageContaining("can't lie in the future");
        clock.advance(Duration.ofHours(80));
        engine.complete(work, "sendByHand", byHand(clock.instant()));

        assertThat(instance).isEnded().hasPassed("toldByHand", "recordProof", "met");
        NotificationDuty met = only(incident);
        assertThat(met.state()).isEqualTo(NotificationDuty.State.MET_LATE);
        assertThat(met.proof()).isEqualTo("case 4711");
    }

    @Test
    void aPortalIsForPeople() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        Map<String, Object> draft = draft();
        draft.put("channel", "PORTAL");
        draft.put("recipients", "Portal of the data protection authority");
        engine.complete(incident.number(), "draft", draft);
        engine.complete(incident.number(), "approve", Map.of("outcome", "APPROVED"));

        assertThat(engine.shown(incident.number(), "sendByHand"))
                .containsEntry("notSentBecause", "It is to be told by hand");
    }

    @Test
    void formsRefuseWithEveryProblemAtOnce() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        String work = incident.number();
        assertThatThrownBy(() -> engine.complete(work, "draft", Map.of()))
                .hasMessageContaining("outcome: say what comes next")
                .hasMessageContaining("channel: say how it is told")
                .hasMessageContaining("recipients: say whom it goes to")
                .hasMessageContaining("subject: say what it is about")
                .hasMessageContaining("body: is empty");
        Map<String, Object> wrong = draft();
        wrong.put("recipients", "authority@example.org\nnot an address");
        wrong.put("outcome", "LEGAL_QUESTION");
        assertThatThrownBy(() -> engine.complete(work, "draft", wrong))
                .hasMessageContaining("recipients: must be mail addresses")
                .hasMessageContaining("comment: say what the legal question is");
        Map<String, Object> hooks = draft();
        hooks.put("channel", "WEBHOOK");
        hooks.put("recipients", "one two");
        assertThatThrownBy(() -> engine.complete(work, "draft", hooks)).hasMessageContaining("one webhook");
        engine.complete(work, "draft", draft());

        assertThatThrownBy(() -> engine.complete(work, "approve", Map.of()))
                .hasMessageContaining("outcome: choose a decision");
        assertThatThrownBy(() -> engine.complete(work, "approve", Map.of("outcome", "RETURNED")))
                .hasMessageContaining("comment: say what must change");
        engine.task(work, "approve");
    }

    @Test
    void aReturnedDraftComesBackWithItsCommentAndNobodyApprovesTheirOwn() {
        Incidence incident = begin(Severity.SEV1, Incidence.NOTHING);
        String work = incident.number();
        assertThat(only(incident).duty()).isEqualTo(Duty.EXECUTIVE);
        as("communications-lead", engine.task(work, "draft"), draft());
        Task approve = engine.task(work, "approve");
        assertThatThrownBy(() -> as("communications-lead", approve, Map.of("outcome", "APPROVED")))
                .hasMessageContaining("you drafted it");
        engine.complete(work, "approve", Map.of("outcome", "RETURNED", "comment", "Say *what* it means"));

        assertThat(engine.shown(work, "draft"))
                .containsEntry("returned", "**Returned:** Say \\*what\\* it means")
                .containsEntry("body", "The facts");
    }

    @Test
    void aDutyWaitsForItsTriggerAndIsDueFromThere() {
        Incidence incident = begin(Severity.SEV2, listed());
        String work = incident.number();
        ProcessInstance instance = instance(only(incident));
        assertThat(instance).isWaitingAt("recordTrigger");
        assertThat(engine.shown(work, "recordTrigger"))
                .containsEntry("triggerWords", "determined that the incident is material");
        assertThatThrownBy(() -> engine.complete(work, "recordTrigger", Map.of()))
                .hasMessageContaining("outcome: say whether it happened")
                .hasMessageContaining("reason: say why, and who decided");
        assertThatThrownBy(() -> engine.complete(
                        work, "recordTrigger", Map.of("outcome", "HAPPENED", "reason", "the board decided")))
                .hasMessageContaining("happenedAt: say when it happened");
        for (Instant wrong :
                List.of(clock.instant().plusSeconds(60), clock.instant().minus(Duration.ofDays(9)))) {
            assertThatThrownBy(() -> engine.complete(
                            work,
                            "recordTrigger",
                            Map.of("outcome", "HAPPENED", "reason", "r", "happenedAt", wrong.toString())))
                    .hasMessageContaining("happenedAt: can't lie");
        }
        Instant material = clock.instant();
        engine.complete(
                work,
                "recordTrigger",
                Map.of("outcome", "HAPPENED", "reason", "the board decided", "happenedAt", material.toString()));

        assertThat(instance).isWaitingAt("draft");
        Instant due = new Deadline("4 business days in US").after(material, beans.getBean(Calendars.class));
        assertThat(only(incident).dueAt()).isEqualTo(due);
        assertThat(engine.task(work, "draft").getDueDate()).isEqualTo(due);
        assertThat(timer(instance, "tellDue")).isEqualTo(due);
    }

    @Test
    void aTriggerThatNeverComesEndsTheDuty() {
        Incidence incident = begin(Severity.SEV2, listed());
        ProcessInstance instance = instance(only(incident));
        engine.complete(
                incident.number(),
                "recordTrigger",
                Map.of("outcome", "WILL_NOT_HAPPEN", "reason", "Not material, says the disclosure committee"));

        assertThat(instance).isEnded().hasPassed("notApplicable");
        assertThat(only(incident).state()).isEqualTo(NotificationDuty.State.NOT_APPLICABLE);
    }

    @Test
    void lateDutiesAreEscalatedWhereverTheyStand() {
        Incidence incident = begin(Severity.SEV2, listed());
        String work = incident.number();
        ProcessInstance instance = instance(only(incident));
        clock.advance(Duration.ofHours(5));
        engine.runDueJobs(work);
        assertThat(instance).hasPassed("recordTriggerWarning", "recordTriggerDue", "recordTriggerLate");
        engine.complete(
                work,
                "recordTrigger",
                Map.of(
                        "outcome",
                        "HAPPENED",
                        "reason",
                        "r",
                        "happenedAt",
                        clock.instant().toString()));
        clock.set(Instant.ofEpochMilli(timer(instance, "tellWarning").toEpochMilli() + 1000));
        engine.runDueJobs(work);
        assertThat(instance).hasPassed("tellWarning").hasNotPassed("tellDue");
        clock.set(Instant.ofEpochMilli(timer(instance, "tellDue").toEpochMilli() + 1000));
        engine.runDueJobs(work);
        assertThat(instance).hasPassed("tellDue", "tellLate");
        ask(incident, "May we wait?");
        engine.runDueJobs(work);

        assertThat(instance).hasPassed("legalDecisionWarning", "legalDecisionDue", "legalDecisionLate");
        assertThat(jdbc.sql("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.process_instance_id = ? and c.activity_id = 'tell' order by l.id")
                        .param(instance.getId())
                        .query(String.class)
                        .list())
                .contains("STARTED", "WARNED", "BREACHED");
    }

    @Test
    void aLegalQuestionMaySuspendTheDutyAndTimeStandsStill() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        String work = incident.number();
        ProcessInstance instance = instance(only(incident));
        Instant due = due(incident);
        ask(incident, "May the *police* make us wait?");
        assertThat(engine.shown(work, "legalDecision")).containsEntry("question", "May the \\*police\\* make us wait?");
        assertThatThrownBy(() -> engine.complete(work, "legalDecision", Map.of()))
                .hasMessageContaining("outcome: choose a decision")
                .hasMessageContaining("decidedBy: say whose decision it is")
                .hasMessageContaining("reason: give the reason");
        assertThatThrownBy(() -> engine.complete(work, "legalDecision", decision("SUSPENDED", clock.instant())))
                .hasMessageContaining("suspendedUntil: must be a time in the future");
        assertThatThrownBy(() -> engine.complete(
                        work, "legalDecision", decision("SUSPENDED", Instant.parse("+12026-03-31T14:05:00Z"))))
                .hasMessageContaining("suspendedUntil: must lie between the years 1 and 9999");
        engine.complete(
                work, "legalDecision", decision("SUSPENDED", clock.instant().plus(Duration.ofDays(2))));
        assertThat(instance).isWaitingAt("suspensionOver");
        assertThat(only(incident).state()).isEqualTo(NotificationDuty.State.SUSPENDED);

        clock.advance(Duration.ofDays(2));
        engine.runDueJobs(work);

        assertThat(instance).isWaitingAt("draft");
        assertThat(due(incident)).isEqualTo(due.plus(Duration.ofDays(2)));
        assertThat(engine.task(work, "draft").getDueDate()).isEqualTo(due(incident));
        assertThat(jdbc.sql("select decision from response.duty_decision where duty_id = ? order by id")
                        .param(only(incident).id())
                        .query(String.class)
                        .list())
                .containsExactly("SUSPENDED", "RESUMED");
    }

    @Test
    void everyDutyIsAClockOfItsOwnThatCountsFromItsTriggerAndMayBeLateFromItsFirstMoment() {
        ObligationFacts known = gdpr();
        clock.advance(Duration.ofDays(4));
        Incidence incident = begin(Severity.SEV3, known);
        String work = incident.number();
        assertThat(promises(work)).containsExactly("communicate GDPR_72H RUNNING");
        assertThat(jdbc.sql("select started_at from response.sla_clock where business_key = ?")
                        .param(work)
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single())
                .isEqualTo(only(incident).triggeredAt());

        ask(incident, "Are we too late?");
        engine.complete(work, "legalDecision", decision("GO_ON", null));
        engine.complete(work, "draft", draft());
        engine.complete(work, "approve", Map.of("outcome", "APPROVED"));
        engine.complete(work, "sendByHand", byHand(clock.instant()));

        assertThat(promises(work))
                .containsExactly(
                        "communicate GDPR_72H CANCELLED",
                        "legal-decision GDPR_72H MET_LATE",
                        "communicate GDPR_72H MET_LATE");
        assertThat(jdbc.sql("select elapsed_ms from response.sla_clock where business_key = ? and state = 'MET_LATE'"
                                + " and name = 'communicate'")
                        .param(work)
                        .query(Long.class)
                        .single())
                .isEqualTo(Duration.ofDays(4).toMillis());
    }

    private List<String> promises(String work) {
        return jdbc.sql("select name || ' ' || subject || ' ' || state from response.sla_clock"
                        + " where business_key = ? and name <> 'escalation' order by id")
                .param(work)
                .query(String.class)
                .list();
    }

    @Test
    void aLegalQuestionMayBeAskedByWhoApprovesAndTheDutyGoOn() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        String work = incident.number();
        engine.complete(work, "draft", draft());
        engine.complete(work, "approve", Map.of("outcome", "LEGAL_QUESTION", "comment", "Must we?"));
        engine.complete(work, "legalDecision", decision("GO_ON", null));

        assertThat(engine.shown(work, "draft")).containsEntry("body", "The facts");
        engine.complete(work, "draft", draft());
        engine.complete(work, "approve", Map.of("outcome", "LEGAL_QUESTION", "comment", "Really?"));
        ProcessInstance instance = instance(only(incident));
        engine.complete(work, "legalDecision", decision("NOT_APPLICABLE", null));
        assertThat(instance).isEnded().hasPassed("notApplicable");
    }

    @Test
    void anExecutiveMaySuspendAndWakeADutyAtAnyTime() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        String path = "/api/v1/incidents/" + incident.number() + "/duties/GDPR_72H/suspension";
        ProcessInstance instance = instance(only(incident));
        Instant due = due(incident);
        String suspended = "{\"decision\":\"SUSPENDED\",\"suspendedUntil\":\""
                + clock.instant().plus(Duration.ofDays(30))
                + "\",\"decidedBy\":\"General counsel\",\"reason\":\"Asked by the police\"}";
        for (String other : List.of("responder", "communications-lead", "administrator", "auditor")) {
            assertThat(http.post(other, path, suspended).statusCode()).as(other).isEqualTo(403);
        }
        assertThat(http.post("executive", path, "{\"decision\":\"SUSPENDED\"}").body())
                .contains("decidedBy", "reason");
        HttpResponse<String> never =
                http.post("executive", path, suspended.replaceFirst("Until\":\"[^\"]*", "Until\":\"" + Instant.MAX));
        assertThat(never.statusCode()).isEqualTo(400);
        assertThat(never.body()).contains("suspendedUntil", "must lie between the years 1 and 9999");
        assertThat(http.post("executive", path, suspended).statusCode()).isEqualTo(200);
        assertThat(instance).isWaitingAt("suspensionOver");

        clock.advance(Duration.ofHours(5));
        String woken = "{\"decision\":\"RESUMED\",\"decidedBy\":\"General counsel\",\"reason\":\"No longer needed\"}";
        assertThat(http.post("incident-commander", path, woken).statusCode()).isEqualTo(200);
        assertThat(instance).isWaitingAt("draft").hasPassed("dutyChanged");
        assertThat(due(incident)).isEqualTo(due.plus(Duration.ofHours(5)));
        assertThat(http.post("executive", path, woken).body()).contains("is not suspended");

        String ended = "{\"decision\":\"NOT_APPLICABLE\",\"decidedBy\":\"General counsel\",\"reason\":\"No data\"}";
        assertThat(http.post("executive", path, ended).statusCode()).isEqualTo(200);
        assertThat(instance).isEnded();
        assertThat(http.post("executive", path, ended).statusCode()).isEqualTo(400);
        assertThat(http.post("executive", path.replace("GDPR_72H", "SEC_4BD"), ended)
                        .statusCode())
                .isEqualTo(404);
        assertThat(http.post("executive", "/api/v1/incidents/INC-1/duties/SEC_4BD/suspension", ended)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void dutiesFollowWhatIsAssessedLater() {
        Incidence incident = begin(
                Severity.SEV2,
                new ObligationFacts(clock.instant(), null, null, true, true, false, true, false, false, false, false));
        String work = incident.number();
        NotificationDuty gdpr = duty(incident, Duty.GDPR_72H);
        NotificationDuty dora = duty(incident, Duty.DORA_4H);
        assertThat(instance(dora)).isWaitingAt("recordTrigger");
        Instant aware = clock.instant().minus(Duration.ofHours(10));
        assess(incident);
        assertThat(engine.shown(work, "assess")).containsEntry("financialEntity", true);
        assertThatThrownBy(() -> engine.complete(work, "assess", Map.of()))
                .hasMessageContaining("awareAt: say when we became aware")
                .hasMessageContaining("reasoning: say in a sentence or two");
        assertThatThrownBy(() -> engine.complete(
                        work,
                        "assess",
                        Map.of(
                                "awareAt",
                                clock.instant().plusSeconds(9).toString(),
                                "classifiedAt",
                                clock.instant().toString(),
                                "euPersonalData",
                                true,
                                "reasoning",
                                "r")))
                .hasMessageContaining("awareAt: can't lie in the future")
                .hasMessageContaining("classifiedAt: can't lie before we became aware")
                .hasMessageContaining("personalData: must be ticked");

        Instant classified = clock.instant().minus(Duration.ofHours(1));
        engine.complete(
                work,
                "assess",
                Map.of(
                        "awareAt",
                        aware.toString(),
                        "classifiedAt",
                        classified.toString(),
                        "personalData",
                        true,
                        "euPersonalData",
                        true,
                        "financialEntity",
                        true,
                        "reasoning",
                        "The logs say so"));

        assertThat(instance(dora)).isWaitingAt("draft");
        assertThat(duty(incident, Duty.DORA_4H).dueAt()).isEqualTo(classified.plus(Duration.ofHours(4)));
        Instant moved = aware.plus(Duration.ofHours(72));
        assertThat(duty(incident, Duty.GDPR_72H).dueAt()).isEqualTo(moved);
        assertThat(instance(gdpr)).hasPassed("dutyMoved", "clocksMoved").isWaitingAt("draft");
        assertThat(timer(instance(gdpr), "tellDue")).isEqualTo(moved);
        assertThat(task(gdpr, "draft").getDueDate()).isEqualTo(moved);
        assertThat(timeline.of(incident.id())).anySatisfy(line -> assertThat(line.text())
                .contains("Obligations assessed", "personal data of people in the EU", "The logs say so"));
    }

    @Test
    void theFinalReportCountsFromTheNotification() {
        Incidence incident = begin(
                Severity.SEV2,
                new ObligationFacts(
                        clock.instant(), null, null, false, false, true, false, false, false, false, false));
        NotificationDuty last = duty(incident, Duty.NIS2_1M);
        NotificationDuty notification = duty(incident, Duty.NIS2_72H);
        Instant sent = clock.instant();
        beans.getBean(Duties.class).meet(notification.id(), sent, "by hand", "CSIRT case 1", "tester", null);

        Instant due = new Deadline("P1M").after(sent, beans.getBean(Calendars.class));
        assertThat(duty(incident, Duty.NIS2_1M).dueAt()).isEqualTo(due).isNotEqualTo(last.dueAt());
        assertThat(timer(instance(last), "tellDue")).isEqualTo(due);
    }

    private Incidence begin(Severity severity, ObligationFacts facts) {
        Incidence incident = Incidence.insert(jdbc, severity, clock.instant());
        if (!facts.equals(Incidence.NOTHING)) {
            obligations.record(incident.id(), facts, "test", "tester");
        }
        duties.startNew(incident.id());
        return incident;
    }

    private ObligationFacts gdpr() {
        return new ObligationFacts(clock.instant(), null, null, true, true, false, false, false, false, false, false);
    }

    private ObligationFacts listed() {
        return new ObligationFacts(clock.instant(), null, null, false, false, false, false, true, false, false, false);
    }

    /** Whoever may see and do the task, as this test's business is what the form makes of them. */
    private void as(String person, Task task, Map<String, Object> submitted) {
        identity.setAuthentication(person, List.of("administrator", "camunda-admin"));
        try {
            engine.submit(task, submitted);
        } finally {
            identity.clearAuthentication();
        }
    }

    private void assess(Incidence incident) {
        repository
                .createDeployment()
                .name("assess")
                .enableDuplicateFiltering(true)
                .addClasspathResource("forms/assess-obligations.form")
                .addModelInstance(
                        "assess.bpmn",
                        Bpmn.createExecutableProcess("assess-for-test")
                                .name("Assess")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .name("Asked")
                                .userTask("assess")
                                .name("Assess obligations")
                                .camundaCandidateGroups("communications-lead")
                                .camundaDueDate("${sla.dueAt(execution, 'communicate')}")
                                .camundaPriority("${sla.priority(execution)}")
                                .camundaFormRef("assess-obligations")
                                .camundaFormRefBinding("deployment")
                                .endEvent()
                                .name("Assessed")
                                .done())
                .deploy();
        engine.start("assess-for-test", incident.number(), Map.of("incidentId", incident.id()));
    }

    private void ask(Incidence incident, String question) {
        Map<String, Object> draft = draft();
        draft.put("outcome", "LEGAL_QUESTION");
        draft.put("comment", question);
        engine.complete(incident.number(), "draft", draft);
    }

    private static Map<String, Object> draft() {
        return new HashMap<>(Map.of(
                "outcome", "SUBMIT",
                "channel", "MAIL",
                "recipients", "authority@example.org",
                "subject", "What [happened]",
                "body", "The facts"));
    }

    private static Map<String, Object> byHand(Instant at) {
        return Map.of("sentAt", at.toString(), "how", "phone", "reference", "case 4711");
    }

    private static Map<String, Object> decision(String outcome, @Nullable Instant until) {
        Map<String, Object> decision = new HashMap<>(
                Map.of("outcome", outcome, "decidedBy", "General counsel", "reason", "An investigation is under way"));
        if (until != null) {
            decision.put("suspendedUntil", until.toString());
        }
        return decision;
    }

    private NotificationDuty only(Incidence incident) {
        List<NotificationDuty> all = duties.of(incident.id());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private NotificationDuty duty(Incidence incident, Duty duty) {
        return duties.of(incident.id()).stream()
                .filter(one -> one.duty() == duty)
                .findFirst()
                .orElseThrow();
    }

    private Instant due(Incidence incident) {
        return Objects.requireNonNull(only(incident).dueAt());
    }

    private ProcessInstance instance(NotificationDuty duty) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(duty.processInstanceId())
                .singleResult();
    }

    private Task task(NotificationDuty duty, String key) {
        return engine.tasks(instance(duty).getBusinessKey()).stream()
                .filter(task -> task.getProcessInstanceId().equals(duty.processInstanceId()))
                .filter(task -> task.getTaskDefinitionKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Instant timer(ProcessInstance instance, String activityId) {
        return management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId(activityId)
                .singleResult()
                .getDuedate()
                .toInstant();
    }

    private void mailServer() {
        mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(mail.getSmtp().getPort());
        beans.registerSingleton("mailSender", sender);
    }

    private GreenMail server() {
        return Objects.requireNonNull(mail);
    }

    private JavaMailSenderImpl sender() {
        return beans.getBean("mailSender", JavaMailSenderImpl.class);
    }
}

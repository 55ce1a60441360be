package io.github.integratedresponse.incident.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of duties to notify when their incident is merged into another, or turns out to be none. */
@PlatformTest
class WithdrawnDutyTest {

    @Autowired
    Engine engine;

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    Duties duties;

    @Autowired
    Obligations obligations;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"FALSE_POSITIVE,It was a false positive", "BENIGN,It was benign"})
    void aDutyGoesWithAnIncidentThatIsNone(String verdict, String why) {
        Incidence incident = begin(Severity.SEV3, gdpr());
        ProcessInstance instance = instance(duty(incident, Duty.GDPR_72H));
        assertThat(instance).isWaitingAt("draft");
        found(incident, verdict);
        assertThat(duties.withdrawAll(incident.id())).isEqualTo(1);

        assertThat(instance).isEnded().hasPassed("incidentFellAway", "withdraw", "withdrawn");
        assertThat(duty(incident, Duty.GDPR_72H).state()).isEqualTo(NotificationDuty.State.WITHDRAWN);
        assertThat(engine.tasks(incident.number())).isEmpty();
        assertThat(clocks(instance)).containsExactly("communicate CANCELLED");
        assertThat(jdbc.sql("select l.reason from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.process_instance_id = ? and l.event = 'CANCELLED'")
                        .param(instance.getId())
                        .query(String.class)
                        .list())
                .containsExactly(why);
        assertThat(said(incident)).contains(Duty.GDPR_72H.title() + ": withdrawn. " + why);
        String path = "/api/v1/incidents/" + incident.number() + "/duties";
        assertThat(http.get("auditor", path).body()).contains("\"state\":\"WITHDRAWN\"");
        assertThat(http.post(
                                "executive",
                                path + "/GDPR_72H/suspension",
                                "{\"decision\":\"RESUMED\",\"decidedBy\":\"Counsel\",\"reason\":\"x\"}")
                        .body())
                .contains("was withdrawn with its incident");
        assertThat(duties.withdrawAll(incident.id())).isZero();
    }

    @Test
    void aDutyOfAnIncidentThatGoesOnStays() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        assertThat(duties.withdrawAll(incident.id())).isZero();

        assertThat(instance(duty(incident, Duty.GDPR_72H))).isWaitingAt("draft");
    }

    @Test
    void aDutyIsWithdrawnWhereverItStands() {
        Incidence waits = begin(Severity.SEV2, listed());
        Incidence suspended = begin(Severity.SEV3, gdpr());
        duties.decide(
                duty(suspended, Duty.GDPR_72H).id(),
                new DutyDecision(
                        DutyDecision.Kind.SUSPENDED, clock.instant().plus(Duration.ofDays(1)), "Police", "Counsel"),
                "tester",
                true);
        Incidence byHand = begin(Severity.SEV3, gdpr());
        engine.complete(byHand.number(), "draft", draft());
        engine.complete(byHand.number(), "approve", Map.of("outcome", "APPROVED"));
        for (Incidence incident : List.of(waits, suspended, byHand)) {
            ProcessInstance instance = instance(duties.of(incident.id()).get(0));
            found(incident, "FALSE_POSITIVE");
            duties.withdrawAll(incident.id());

            assertThat(instance).isEnded().hasPassed("withdrawn");
            assertThat(duties.of(incident.id()).get(0).state()).isEqualTo(NotificationDuty.State.WITHDRAWN);
        }
    }

    @Test
    void whatWasToldStaysTold() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        meet(incident, Duty.GDPR_72H);
        found(incident, "FALSE_POSITIVE");
        duties.withdrawAll(incident.id());

        assertThat(duty(incident, Duty.GDPR_72H).state()).isEqualTo(NotificationDuty.State.MET);
    }

    @Test
    void whereAnAuthorityExpectsTheRestAPersonDecidesThatItIsNoLongerOwed() {
        Incidence incident = begin(Severity.SEV2, essential());
        String work = incident.number();
        meet(incident, Duty.NIS2_24H);
        ProcessInstance instance = instance(duty(incident, Duty.NIS2_72H));
        ProcessInstance report = instance(duty(incident, Duty.NIS2_1M));
        found(incident, "FALSE_POSITIVE");
        duties.withdrawAll(incident.id());

        assertThat(instance).isWaitingAt("decideOwed");
        assertThat(report).isWaitingAt("decideOwed");
        assertThat(duty(incident, Duty.NIS2_72H).state()).isEqualTo(NotificationDuty.State.OPEN);
        assertThat(said(incident))
                .contains(
                        Duty.NIS2_72H.title() + ": somebody decides whether it is still owed. It was a false positive");
        Task task = task(instance);
        assertThat(engine.shown(task))
                .containsEntry("fate", "It was a false positive")
                .hasEntrySatisfying(
                        "told", told -> assertThat((String) told).contains(Duty.NIS2_24H.title(), "case 1"));
        assertThatThrownBy(() -> engine.submit(task, Map.of()))
                .hasMessageContaining("outcome: choose a decision")
                .hasMessageContaining("decidedBy: say whose decision it is")
                .hasMessageContaining("reason: give the reason");
        engine.submit(task, decision("WITHDRAWN"));

        assertThat(instance).isEnded().hasPassed("stillOwed", "withdrawn");
        assertThat(duty(incident, Duty.NIS2_72H).state()).isEqualTo(NotificationDuty.State.WITHDRAWN);
        assertThat(said(incident))
                .anySatisfy(line -> assertThat(line).contains("No longer owed, by decision of Counsel"));
        assertThat(engine.tasks(work)).hasSize(1);
    }

    @Test
    void whatIsStillOwedIsToldAsBefore() {
        Incidence incident = begin(Severity.SEV2, essential());
        meet(incident, Duty.NIS2_24H);
        ProcessInstance instance = instance(duty(incident, Duty.NIS2_72H));
        found(incident, "BENIGN");
        duties.withdrawAll(incident.id());
        engine.submit(task(instance), decision("GO_ON"));

        assertThat(instance).isWaitingAt("draft");
        assertThat(clocks(instance))
                .containsExactly("communicate CANCELLED", "legal-decision MET", "communicate RUNNING");
    }

    @Test
    void aDecisionThatIsLateIsEscalated() {
        Incidence incident = begin(Severity.SEV2, essential());
        meet(incident, Duty.NIS2_24H);
        ProcessInstance instance = instance(duty(incident, Duty.NIS2_72H));
        found(incident, "BENIGN");
        duties.withdrawAll(incident.id());
        clock.advance(Duration.ofDays(10));
        engine.runDueJobs(incident.number());

        assertThat(instance).hasPassed("decideOwedWarning", "decideOwedDue", "decideOwedLate");
    }

    @Test
    void nobodyWithdrawsADutyOfAnIncidentThatGoesOnOverTheApi() {
        Incidence incident = begin(Severity.SEV3, gdpr());

        assertThat(http.post(
                                "executive",
                                "/api/v1/incidents/" + incident.number() + "/duties/GDPR_72H/suspension",
                                "{\"decision\":\"WITHDRAWN\",\"decidedBy\":\"Counsel\",\"reason\":\"x\"}")
                        .body())
                .contains("must be SUSPENDED, NOT_APPLICABLE or RESUMED");
        assertThat(duty(incident, Duty.GDPR_72H).state()).isEqualTo(NotificationDuty.State.OPEN);
    }

    @Test
    void theIncidentThatGoesOnOwesWhatTheOtherOwedAndKnowsWhatWasKnownOfIt() {
        Incidence other = Incidence.insert(jdbc, Severity.SEV4, clock.instant().plus(Duration.ofHours(2)));
        Incidence incident = begin(
                Severity.SEV2,
                new ObligationFacts(clock.instant(), null, null, true, true, true, false, true, false, false, false));
        meet(incident, Duty.NIS2_24H);
        ProcessInstance instance = instance(duty(incident, Duty.GDPR_72H));
        merged(incident, other);
        duties.withdrawAll(incident.id());
        takeOver(incident, other);

        assertThat(instance).isEnded().hasPassed("withdrawn");
        assertThat(said(incident)).contains(Duty.GDPR_72H.title() + ": withdrawn. Merged into " + other.number());
        // by the decision for its severity, and whatever the other had not met
        assertThat(duties.of(other.id()))
                .extracting(NotificationDuty::duty)
                .contains(Duty.GDPR_72H, Duty.NIS2_72H, Duty.NIS2_1M, Duty.SEC_4BD)
                .doesNotHaveDuplicates();
        assertThat(duty(other, Duty.GDPR_72H).dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(72)));
        assertThat(instance(duty(other, Duty.GDPR_72H))).isWaitingAt("draft");
        assertThat(instance(duty(other, Duty.SEC_4BD))).isWaitingAt("recordTrigger");
        ObligationFacts known = obligations.of(incidents.byId(other.id()));
        assertThat(known.euPersonalData()).isTrue();
        assertThat(known.awareAt()).isEqualTo(clock.instant());
        assertThat(obligations.reasoning(other.id())).contains("With what was known of " + incident.number(), "test");
        assertThat(said(other))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Duties to notify assessed again with what was known of " + incident.number()))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("As " + incident.number() + ", told already at ")
                        .endsWith(Duty.NIS2_24H.title()));

        int before = duties.of(other.id()).size();
        takeOver(incident, other);
        assertThat(duties.of(other.id())).hasSize(before);
    }

    @Test
    void anIncidentThatNobodyHasConfirmedOwesNothingBecauseOfADuplicateThatOwedNothing() {
        Incidence other = Incidence.insert(jdbc, Severity.SEV1, clock.instant());
        Incidence incident = Incidence.insert(jdbc, Severity.SEV1, clock.instant());
        merged(incident, other);
        takeOver(incident, other);

        assertThat(duties.of(other.id())).isEmpty();
        assertThat(said(other)).isEmpty();
    }

    @Test
    void aRestrictedIncidentThatIsMergedTellsNothingOfItself() {
        Incidence other = Incidence.insert(jdbc, Severity.SEV3, clock.instant());
        Incidence incident = begin(Severity.SEV3, gdpr());
        jdbc.sql(
                        "insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)"
                                + " values (?, ?, ?, 'TLP_RED', 'test', now(), 'test')")
                .params(
                        incident.id(),
                        incident.number(),
                        "restricted-" + incident.number().substring(4))
                .update();
        merged(incident, other);
        duties.withdrawAll(incident.id());
        takeOver(incident, other);

        assertThat(obligations.reasoning(other.id()))
                .contains("restricted-")
                .doesNotContain("test")
                .doesNotContain(incident.number());
        assertThat(said(other)).noneSatisfy(line -> assertThat(line).contains(incident.number()));
    }

    @Test
    void aWithdrawnDutyIsOwedAgainWhenTheIncidentIsReopened() {
        Incidence incident = begin(Severity.SEV3, gdpr());
        ProcessInstance before = instance(duty(incident, Duty.GDPR_72H));
        found(incident, "FALSE_POSITIVE");
        duties.withdrawAll(incident.id());
        found(incident, "TRUE_POSITIVE");
        assertThat(duties.startNew(incident.id())).isEqualTo(1);

        NotificationDuty again = duty(incident, Duty.GDPR_72H);
        assertThat(again.state()).isEqualTo(NotificationDuty.State.OPEN);
        assertThat(instance(again)).isWaitingAt("draft");
        assertThat(again.processInstanceId()).isNotEqualTo(before.getId());
    }

    private Incidence begin(Severity severity, ObligationFacts facts) {
        Incidence incident = Incidence.insert(jdbc, severity, clock.instant());
        obligations.record(incident.id(), facts, "test", "tester");
        duties.startNew(incident.id());
        return incident;
    }

    private void takeOver(Incidence from, Incidence into) {
        duties.takeOver(incidents.byId(from.id()), incidents.byId(into.id()));
    }

    private void meet(Incidence incident, Duty told) {
        NotificationDuty duty = duty(incident, told);
        duties.meet(duty.id(), clock.instant(), "by phone", "case 1", "tester", null);
        runtime.deleteProcessInstance(duty.processInstanceId(), "Told");
    }

    private void found(Incidence incident, String verdict) {
        jdbc.sql("update response.incident set verdict = ? where id = ?")
                .params(verdict, incident.id())
                .update();
    }

    private void merged(Incidence incident, Incidence into) {
        jdbc.sql("update response.incident set verdict = 'DUPLICATE', merged_into_id = ? where id = ?")
                .params(into.id(), incident.id())
                .update();
    }

    private ObligationFacts gdpr() {
        return new ObligationFacts(clock.instant(), null, null, true, true, false, false, false, false, false, false);
    }

    private ObligationFacts listed() {
        return new ObligationFacts(clock.instant(), null, null, false, false, false, false, true, false, false, false);
    }

    private ObligationFacts essential() {
        return new ObligationFacts(clock.instant(), null, null, false, false, true, false, false, false, false, false);
    }

    private static Map<String, Object> draft() {
        return Map.of(
                "outcome",
                "SUBMIT",
                "channel",
                "MAIL",
                "recipients",
                "authority@example.org",
                "subject",
                "What happened",
                "body",
                "The facts");
    }

    private static Map<String, Object> decision(String outcome) {
        return Map.of("outcome", outcome, "decidedBy", "Counsel", "reason", "The CSIRT knows");
    }

    private NotificationDuty duty(Incidence incident, Duty duty) {
        return duties.of(incident.id()).stream()
                .filter(one -> one.duty() == duty)
                .findFirst()
                .orElseThrow();
    }

    private ProcessInstance instance(NotificationDuty duty) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(Objects.requireNonNull(duty.processInstanceId()))
                .singleResult();
    }

    private Task task(ProcessInstance instance) {
        return engine.tasks(instance.getBusinessKey()).stream()
                .filter(task -> task.getProcessInstanceId().equals(instance.getId()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> said(Incidence incident) {
        return timeline.of(incident.id()).stream().map(Timeline.Line::text).toList();
    }

    private List<String> clocks(ProcessInstance instance) {
        return jdbc.sql("select name || ' ' || state from response.sla_clock where process_instance_id = ? order by id")
                .param(instance.getId())
                .query(String.class)
                .list();
    }
}

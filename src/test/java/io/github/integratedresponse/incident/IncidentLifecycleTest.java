package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.incident.duties.Duties;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage.Outcome;
import io.github.integratedresponse.signal.Signals;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StoredSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class IncidentLifecycleTest {

    private static final String LIFECYCLE = "incident-lifecycle";

    @Autowired
    Engine engine;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    PlaceSignal triage;

    @Autowired
    Signals signals;

    @Autowired
    Reopening reopening;

    @Autowired
    Merging merging;

    @Autowired
    Duties duties;

    @Autowired
    SeverityOverride severities;

    @Autowired
    RelatedSignals relatedSignals;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    Loop loop;

    @Autowired
    IncidentLifecycleTest(
            Engine engine,
            Incidents incidents,
            RuntimeService runtime,
            RepositoryService repository,
            JdbcClient jdbc,
            ConfigurableListableBeanFactory beans) {
        this.loop = new Loop(engine, incidents, runtime, repository, jdbc, beans);
    }

    @Test
    void anIncidentGoesRoundTheWholeLoop() {
        Incident incident = loop.at(Stage.CLOSED, Severity.SEV1);

        assertThat(lifecycles(incident)).isZero();
        assertThat(passed(incident))
                .contains(
                        "opened",
                        "firstResponse",
                        "realIncident",
                        "remediation",
                        "stillContained",
                        "decideOnReview",
                        "reviewDue",
                        "review",
                        "openRepairItems",
                        "learn",
                        "repairTracking",
                        "governanceUpdate",
                        "learned",
                        "close",
                        "closeIncident",
                        "closed")
                .doesNotContain("closeUnconfirmed");
        assertThat(incident.closureReason()).isEqualTo("RESOLVED");
        assertThat(incident.closedAt()).isNotNull();
        assertThat(timeline.of(incident.id()))
                .extracting(Timeline.Line::kind)
                .contains("opened", "stage", "concluded", "closed");
    }

    @Test
    void timeToDetectIsMeasuredOnceAndABusyEngineHidesNoTimeToAcknowledge() {
        Incident incident = loop.open(Severity.SEV3);
        assertThat(promises(incident, "detect"))
                .containsExactly("from %s to %s".formatted(incident.firstSeenAt(), incident.openedAt()));
        assertThat(promises(incident, "acknowledge")).containsExactly("from %s".formatted(incident.openedAt()));

        clock.advance(Duration.ofHours(1));
        Instant reopened = clock.instant();
        reopening.reopen(incident.id(), Stage.FIRST_RESPONSE, "Look again", "tester");
        clock.advance(Duration.ofMinutes(10));
        engine.runDueJobs(incident.number());

        assertThat(promises(incident, "detect")).hasSize(1);
        assertThat(promises(incident, "acknowledge"))
                .containsExactly(
                        "from %s to %s".formatted(incident.openedAt(), reopened), "from %s".formatted(reopened));
    }

    private List<String> promises(Incident incident, String clockName) {
        return jdbc.sql("select started_at, stopped_at from response.sla_clock where business_key = ? and name = ?"
                        + " order by id")
                .params(incident.number(), clockName)
                .query((row, n) -> "from " + row.getTimestamp(1).toInstant()
                        + (row.getTimestamp(2) == null
                                ? ""
                                : " to " + row.getTimestamp(2).toInstant()))
                .list();
    }

    @ParameterizedTest
    @EnumSource(names = {"BENIGN", "FALSE_POSITIVE"})
    void whatIsNotAnIncidentIsClosedEarly(Verdict verdict) {
        Incident incident = loop.open(Severity.SEV3);
        jdbc.sql("update response.incident set verdict = ? where id = ?")
                .params(verdict.name(), incident.id())
                .update();
        loop.finish(incident.number(), "first-response", Map.of("verdict", verdict.name(), "severity", "SEV3"));

        assertThat(now(incident).stage()).isEqualTo(Stage.CLOSED);
        assertThat(now(incident).closureReason()).isEqualTo(verdict.name());
        assertThat(lifecycles(incident)).isZero();
        assertThat(passed(incident)).contains("closeUnconfirmed", "closedEarly").doesNotContain("remediation");
    }

    @Test
    void aDuplicateHandsOverWhatItCarried() {
        Incident first = loop.at(Stage.REMEDIATION, Severity.SEV2);
        Incident second = loop.open(Severity.SEV3);
        Signal signal = joined(second, "handed-over", 1, null);
        jdbc.sql("update response.incident set verdict = 'DUPLICATE', merged_into_id = ? where id = ?")
                .params(first.id(), second.id())
                .update();
        loop.finish(second.number(), "first-response", Map.of("verdict", "DUPLICATE", "severity", "SEV3"));

        assertThat(now(second).closureReason()).isEqualTo("DUPLICATE");
        assertThat(signals.ofIncident(first.id())).extracting(Signal::id).contains(signal.id());
        assertThat(signals.ofIncident(second.id())).isEmpty();
        assertThat(incidents.affectedProducts(first.id())).hasSize(2);
    }

    @Test
    void containmentThatIsLostIsRegained() {
        Incident incident = loop.at(Stage.REMEDIATION, Severity.SEV1);
        loop.finish(incident.number(), "remediation", Map.of("containmentLost", true));

        assertThat(now(incident).stage()).isEqualTo(Stage.FIRST_RESPONSE);
        assertThat(runtime.getVariable(
                        loop.running(incident.number(), "first-response").get(0).getId(), "reContain"))
                .isEqualTo(true);
        loop.finish(incident.number(), "first-response", Map.of("verdict", "TRUE_POSITIVE", "severity", "SEV1"));
        assertThat(now(incident).stage()).isEqualTo(Stage.REMEDIATION);
        loop.finish(incident.number(), "remediation", Map.of("containmentLost", false));
        assertThat(passed(incident)).contains("decideOnReview");
    }

    @Test
    void theFirstPassThroughFirstResponseIsNoReContainment() {
        Incident incident = loop.open(Severity.SEV2);

        assertThat(runtime.getVariable(
                        loop.running(incident.number(), "first-response").get(0).getId(), "reContain"))
                .isEqualTo(false);
    }

    @Test
    void withoutAReviewTheIncidentIsReadyToBeClosed() {
        Incident incident = loop.at(Stage.REMEDIATION, Severity.SEV4);
        loop.finish(incident.number(), "remediation", Map.of("containmentLost", false));

        Task close = engine.task(incident.number(), "close");
        assertThat(close.getDueDate()).isNotNull();
        assertThat(close.getPriority()).isEqualTo(20);
        assertThat(passed(incident)).doesNotContain("review", "openRepairItems");
    }

    @Test
    void closingNamesEveryProblemAndStaysOpen() {
        Incident incident = loop.at(Stage.REMEDIATION, Severity.SEV4);
        loop.finish(incident.number(), "remediation", Map.of("containmentLost", false));
        joined(incident, "waiting", 6, null);

        assertThat(engine.shown(incident.number(), "close").get("pendingSignals"))
                .asString()
                .contains("look at them: 1");
        assertThatThrownBy(() -> engine.complete(incident.number(), "close", Map.of()))
                .hasMessageContaining("closureReason: say why the incident can be closed")
                .hasMessageContaining("lessons: say in a few sentences");
        assertThatThrownBy(() -> engine.complete(
                        incident.number(), "close", Map.of("closureReason", "DUPLICATE", "lessons", "None.")))
                .hasMessageContaining("closureReason: is for incidents that triage found not to be one")
                .hasMessageContaining("pendingSignals: related signals still wait");
        assertThat(now(incident).closureReason()).isNull();

        engine.complete(incident.number(), "reviewSignal", Map.of("decision", "KEEP", "reason", "Same attacker"));
        engine.complete(
                incident.number(), "close", Map.of("closureReason", "RISK_ACCEPTED", "lessons", "Rotate keys weekly."));
        assertThat(now(incident).closureReason()).isEqualTo("RISK_ACCEPTED");
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_RESPONSE", "REMEDIATION", "REVIEW", "REPAIR"})
    void aChangedSeverityIsFollowedAtEveryStage(Stage stage) {
        Incident incident = loop.at(stage, Severity.SEV3);
        severities.override(incident.id(), Severity.SEV0, "It spreads", "tester");
        engine.runDueJobs(incident.number());

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(incident.number())
                        .list())
                .filteredOn(instance -> runtime.getVariable(instance.getId(), "severity") != null)
                .allSatisfy(instance -> assertThat(runtime.getVariable(instance.getId(), "severity"))
                        .isEqualTo("SEV0"));
        assertThat(passed(incident)).contains("newSeverity", "moveClocks", "notifyAnew", "severityFollowed");
        assertThat(now(incident).stage()).isEqualTo(stage);
        assertThat(now(incident).severity()).isEqualTo(Severity.SEV0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_RESPONSE", "REMEDIATION", "REVIEW", "REPAIR"})
    void aRelatedSignalThatOnlyRepeatsStaysOnTheRecord(Stage stage) {
        Incident incident = loop.at(stage, Severity.SEV2);
        joined(incident, "repeats", 1, null);

        assertThat(timeline.of(incident.id()))
                .extracting(Timeline.Line::text)
                .anyMatch(text -> text.contains("Signal repeats"));
        assertThat(passed(incident)).doesNotContain("signalJoined");
        assertThat(engine.tasks(incident.number()))
                .extracting(Task::getTaskDefinitionKey)
                .doesNotContain("reviewSignal");
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_RESPONSE", "REPAIR"})
    void aRelatedSignalThatTellsSomethingNewIsLookedAt(Stage stage) {
        Incident incident = loop.at(stage, Severity.SEV3);
        Signal signal = joined(incident, "worse", 5, "T1562.008");

        Map<String, Object> shown = engine.shown(incident.number(), "reviewSignal");
        assertThat(shown.get("signalTitle")).asString().contains("Signal worse");
        assertThat(shown.get("signalNews")).asString().contains("SEV1", "technique T1562.008");
        assertThat(engine.task(incident.number(), "reviewSignal").getDueDate()).isNotNull();
        assertThatThrownBy(() -> engine.complete(incident.number(), "reviewSignal", Map.of("decision", "MAYBE")))
                .hasMessageContaining("decision")
                .hasMessageContaining("reason");

        engine.complete(incident.number(), "reviewSignal", Map.of("decision", "KEEP", "reason", "Same session"));

        assertThat(signals.ofIncident(incident.id())).extracting(Signal::id).containsExactly(signal.id());
        assertThat(relatedSignals.awaitingReview(incident.id())).isZero();
        assertThat(passed(incident)).contains("signalReviewed");
        assertThat(now(incident).stage()).isEqualTo(stage);
    }

    @Test
    void twoRelatedSignalsAreLookedAtEachByItself() {
        Incident incident = loop.open(Severity.SEV3);
        Signal first = joined(incident, "first", 5, "T1001");
        Signal second = joined(incident, "second", 5, "T1002");

        List<Task> reviews = engine.tasks(incident.number()).stream()
                .filter(task -> task.getTaskDefinitionKey().equals("reviewSignal"))
                .toList();
        assertThat(reviews)
                .extracting(task -> runtime.getVariable(task.getExecutionId(), "relatedSignalId"))
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void aSignalAboutAnotherMatterGetsAnIncidentOfItsOwn() {
        Incident incident = loop.open(Severity.SEV3);
        Signal signal = joined(incident, "other", 5, "T1486");
        engine.complete(incident.number(), "reviewSignal", Map.of("decision", "SPLIT", "reason", "Another attacker"));

        assertThat(signals.ofIncident(incident.id())).isEmpty();
        Long own = jdbc.sql("select incident_id from response.incident_signal where signal_id = ?")
                .param(signal.id())
                .query(Long.class)
                .single();
        assertThat(incidents.byId(own).severity()).isEqualTo(Severity.SEV1);
        assertThat(timeline.of(own)).extracting(Timeline.Line::text).anyMatch(text -> text.contains(incident.number()));
    }

    @Test
    void aRelatedSignalThatNobodyLooksAtIsEscalated() {
        Incident incident = loop.open(Severity.SEV1);
        joined(incident, "late", 6, null);
        clock.advance(Duration.ofDays(3));
        engine.runDueJobs(incident.number());

        assertThat(passed(incident)).contains("reviewSignalWarning", "reviewSignalDue", "reviewSignalLate");
        assertThat(engine.task(incident.number(), "reviewSignal")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_RESPONSE", "REMEDIATION", "REVIEW", "REPAIR"})
    void aClosedIncidentIsReopenedAtTheChosenStage(Stage stage) {
        Incident incident = loop.at(Stage.CLOSED, Severity.SEV1);
        reopening.reopen(incident.id(), stage, "It came back", "tester");
        engine.runDueJobs(incident.number());

        Incident reopened = now(incident);
        assertThat(reopened.closedAt()).isNull();
        assertThat(reopened.closureReason()).isNull();
        assertThat(lifecycles(incident)).isEqualTo(1);
        assertThat(passed(incident)).contains("reopened", "beginAt");
        assertThat(reopened.stage()).isEqualTo(stage);
        assertThat(
                        switch (stage) {
                            case FIRST_RESPONSE -> loop.running(incident.number(), "first-response");
                            case REMEDIATION -> loop.running(incident.number(), "remediation");
                            case REVIEW -> loop.running(incident.number(), "security-livesite-review");
                            default -> loop.running(incident.number(), "governance-update");
                        })
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REMEDIATION", "REPAIR"})
    void anIncidentThatIsWorkedOnGoesBackToAnEarlierStage(Stage stage) {
        Incident incident = loop.at(stage, Severity.SEV1);
        reopening.reopen(incident.id(), Stage.FIRST_RESPONSE, "A second foothold", "tester");
        engine.runDueJobs(incident.number());

        assertThat(lifecycles(incident)).isEqualTo(1);
        assertThat(now(incident).stage()).isEqualTo(Stage.FIRST_RESPONSE);
        assertThat(passed(incident)).contains("wentBack", "beginAgain", "reopened");
        assertThat(loop.running(incident.number(), "first-response")).hasSize(1);
        assertThat(loop.running(incident.number(), "remediation")).isEmpty();
        assertThat(loop.running(incident.number(), "repair-item")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_RESPONSE", "REMEDIATION", "REVIEW", "REPAIR"})
    void aMergedIncidentEndsAndHandsEverythingOver(Stage stage) {
        Incident into = loop.open(Severity.SEV2);
        Incident incident = loop.at(stage, Severity.SEV2);
        Signal signal = joined(incident, "moves", 1, null);
        merging.merge(incident.id(), into.id(), "Same attacker", "tester");

        assertThat(now(incident).stage()).isEqualTo(Stage.CLOSED);
        assertThat(now(incident).closureReason()).isEqualTo("DUPLICATE");
        assertThat(passed(incident))
                .contains("mergedAway", "closeMerged", "withdrawMerged", "takeOver", "mergedClosed");
        for (String process : Loop.STAGES) {
            assertThat(loop.running(incident.number(), process)).isEmpty();
        }
        assertThat(lifecycles(incident)).isZero();
        assertThat(lifecycles(into)).isEqualTo(1);
        assertThat(signals.ofIncident(into.id())).extracting(Signal::id).contains(signal.id());
        assertThat(incidents.affectedProducts(into.id())).hasSize(2);
    }

    @Test
    void whatAMergedIncidentOwesIsOwedByTheOneThatGoesOn() {
        Incident into = loop.open(Severity.SEV4);
        Incident incident = loop.open(Severity.SEV2);
        jdbc.sql("update response.incident set severity = 'SEV1' where id = ?")
                .param(incident.id())
                .update();
        assertThat(duties.startNew(incident.id())).isPositive();
        assertThat(loop.running(incident.number(), "stakeholder-communication")).isNotEmpty();
        merging.merge(incident.id(), into.id(), "Same attacker", "tester");

        assertThat(loop.running(incident.number(), "stakeholder-communication")).isEmpty();
        assertThat(engine.tasks(incident.number())).isEmpty();
        assertThat(duties.of(incident.id()))
                .extracting(duty -> duty.state().name())
                .containsOnly("WITHDRAWN");
        assertThat(duties.of(into.id()))
                .extracting(duty -> duty.duty().name())
                .containsAll(duties.of(incident.id()).stream()
                        .map(duty -> duty.duty().name())
                        .toList());
        assertThat(loop.running(into.number(), "stakeholder-communication")).hasSameSizeAs(duties.of(into.id()));
    }

    @Test
    void anIncidentThatTurnsOutToBeNoneOwesNothing() {
        Incident incident = loop.open(Severity.SEV2);
        jdbc.sql("update response.incident set severity = 'SEV1', verdict = 'FALSE_POSITIVE' where id = ?")
                .param(incident.id())
                .update();
        assertThat(duties.startNew(incident.id())).isPositive();
        loop.finish(incident.number(), "first-response", Map.of("verdict", "FALSE_POSITIVE", "severity", "SEV1"));

        assertThat(passed(incident)).contains("closeUnconfirmed", "withdrawUnconfirmed", "closedEarly");
        assertThat(engine.tasks(incident.number())).isEmpty();
        assertThat(duties.of(incident.id()))
                .extracting(duty -> duty.state().name())
                .containsOnly("WITHDRAWN");
    }

    @Test
    void aSignalAboutAMergedIncidentJoinsTheOneThatGoesOn() {
        Incident into = loop.open(Severity.SEV2);
        Incident incident = loop.open(Severity.SEV2);
        joined(incident, "moves", 1, null);
        merging.merge(incident.id(), into.id(), "Same attacker", "tester");

        assertThat(triage.place(List.of(stored(incident.correlationKey(), "later", 1, null)))
                        .get(0)
                        .incident())
                .isEqualTo(into.number());
    }

    private Incident now(Incident incident) {
        return incidents.byId(incident.id());
    }

    private long lifecycles(Incident incident) {
        return loop.running(incident.number(), LIFECYCLE).size();
    }

    private List<String> passed(Incident incident) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.number())
                .processDefinitionKey(LIFECYCLE)
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream())
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    private Signal joined(Incident incident, String name, int severityId, @Nullable String technique) {
        Signal signal = stored(incident.correlationKey(), name, severityId, technique);
        Outcome outcome = triage.place(List.of(signal)).get(0);
        assertThat(outcome.incident()).isEqualTo(incident.number());
        return signal;
    }

    private Signal stored(String correlationKey, String name, int severityId, @Nullable String technique) {
        long id = StoredSignal.of(UUID.randomUUID().toString(), "type", correlationKey)
                .titled("Signal " + name)
                .rated(severityId)
                .about(technique == null ? List.of() : List.of(technique), List.of(), List.of())
                .in(jdbc);
        return signals.byId(id).orElseThrow();
    }
}

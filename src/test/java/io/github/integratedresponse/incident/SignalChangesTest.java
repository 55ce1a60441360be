package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.incident.SignalMaker.Draft;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage.Change;
import io.github.integratedresponse.signal.Signals;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a source says of a finding that it reported before. */
@PlatformTest
class SignalChangesTest {

    @Autowired
    PlaceSignal triage;

    @Autowired
    Incidents incidents;

    @Autowired
    Signals signals;

    @Autowired
    Timeline timeline;

    @Autowired
    Closing closing;

    @Autowired
    Merging merging;

    @Autowired
    Engine engine;

    @Autowired
    RuntimeService runtime;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    SignalMaker maker;

    @BeforeEach
    void maker() {
        maker = new SignalMaker(jdbc, signals);
    }

    @Test
    void whatIsNewIsOnTheTimelineAndLookedAtByAPerson() {
        Signal signal = found().stored();
        Incident incident = placed(signal);
        Signal now = found().on("second box")
                .severity(5)
                .technique("T1486")
                .product("shop")
                .observing("192.0.2.1")
                .insteadOf(signal);
        triage.changed(now, signal, Change.UPDATE);

        assertThat(last(incident))
                .startsWith("Test says more of \"Found on box\": severity critical, was medium; product shop")
                .contains("technique T1486", "resource second box")
                .endsWith("one more observable");
        assertThat(incidents.affectedProducts(incident.id())).hasSize(1);
        assertThat(process(incident)).isWaitingAt("reviewSignal");
        assertThat(engine.shown(incident.number(), "reviewSignal").get("signalNews"))
                .asString()
                .contains("SEV1", "technique T1486", "product shop", "resource second box");
        // others are compared with it from now on
        assertThat(triage.place(List.of(found().on("third box")
                                .technique("T1486")
                                .product("shop")
                                .stored()))
                        .get(0)
                        .incident())
                .isEqualTo(incident.number());
        engine.complete(incident.number(), "reviewSignal", Map.of("decision", "KEEP", "reason", "It spreads"));
        assertThat(process(incident)).hasPassed("signalJoined", "weighSignal", "addsSomething", "signalReviewed");
    }

    @Test
    void whatIsNoReasonToLookIsOnTheRecord() {
        Signal signal = found().stored();
        Incident incident = placed(signal);
        triage.changed(found().observing("192.0.2.1").insteadOf(signal), signal, Change.UPDATE);

        assertThat(last(incident)).isEqualTo("Test says more of \"Found on box\": one more observable");
        assertThat(process(incident)).hasPassed("signalKept").hasNotPassed("reviewSignal");
    }

    @Test
    void aMilderRatingIsSaidAndAnotherTextIsNot() {
        Signal signal = found().severity(4).stored();
        Incident incident = placed(signal);
        triage.changed(found().severity(4).insteadOf(signal), signal, Change.UPDATE);
        assertThat(lines(incident)).isEmpty();
        triage.changed(found().severity(2).insteadOf(signal), signal, Change.UPDATE);

        assertThat(last(incident)).endsWith("severity low, was high");
        assertThat(process(incident)).hasNotPassed("signalJoined");
    }

    @Test
    void whatStillWaitsToBeLookedAtIsToldInTheSamePlace() {
        Signal signal = found().stored();
        Incident incident = placed(signal);
        Signal worse = found().severity(4).insteadOf(signal);
        triage.changed(worse, signal, Change.UPDATE);
        triage.changed(found().severity(5).technique("T1486").insteadOf(signal), worse, Change.UPDATE);

        Task review = engine.task(incident.number(), "reviewSignal");
        assertThat(engine.shown(review).get("signalNews")).asString().contains("SEV1", "T1486");
        triage.changed(signals.byId(signal.id()).orElseThrow(), worse, Change.CLOSE);
        assertThat(engine.shown(review).get("signalOthers")).asString().contains("Its source closed it");
    }

    @Test
    void whatItsSourceClosedIsSaidOnTheForms() {
        Signal signal = found().stored();
        Incident incident = placed(signal);
        engine.runDueJobs(incident.number());
        triage.changed(signal, signal, Change.CLOSE);

        assertThat(last(incident)).isEqualTo("Test closed \"Found on box\"");
        assertThat(process(incident)).hasPassed("signalClosed");
        assertThat(engine.shown(incident.number(), "acknowledge").get("signals"))
                .asString()
                .contains("Found on box (closed by its source on");
    }

    @Test
    void aClosedIncidentKeepsALineOfWhatChanged() {
        Signal signal = found().stored();
        Incident incident = placed(signal);
        closing.close(incident.id());
        triage.changed(found().technique("T1486").insteadOf(signal), signal, Change.UPDATE);
        triage.changed(signal, signal, Change.CLOSE);

        assertThat(lines(incident))
                .containsExactly(
                        "Test says more of \"Found on box\": technique T1486 (its incident is closed)",
                        "Test closed \"Found on box\"");
        assertThat(incidents.byId(incident.id()).stage()).isEqualTo(Stage.CLOSED);
        assertThat(incidentsOf(signal)).containsExactly(incident.id());
    }

    @Test
    void whatIsRaisedAfterItsIncidentWasClosedOpensAnother() {
        Signal signal = found().stored();
        Incident closed = placed(signal);
        closing.close(closed.id());
        triage.changed(found().severity(5).insteadOf(signal), signal, Change.UPDATE);

        assertThat(incidentsOf(signal)).hasSize(2);
        Incident other = incidents.byId(incidentsOf(signal).get(1));
        assertThat(other.severity()).isEqualTo(Severity.SEV1);
        assertThat(lines(closed))
                .containsExactly(
                        "Test says more of \"Found on box\": severity critical, was medium"
                                + " (its source raised it after its incident was closed)",
                        "Signal \"Found on box\" went on in " + other.number());
        assertThat(last(other)).isEqualTo("Signal \"Found on box\" was part of " + closed.number());
    }

    @Test
    void aChangeOfAMergedIncidentsSignalGoesToTheOneThatGoesOn() {
        Signal signal = found().stored();
        Incident incident = placed(signal);
        Incident into = placed(maker.signal(clock.instant()).on("other").stored());
        merging.merge(incident.id(), into.id(), "Same attacker", "tester");
        triage.changed(found().technique("T1486").insteadOf(signal), signal, Change.UPDATE);

        assertThat(last(into)).endsWith("technique T1486");
        assertThat(process(into)).isWaitingAt("reviewSignal");
    }

    @Test
    void aSignalThatWasOnlyKeptIsPlacedOnceItTellsMore() {
        Signal kept = found().severity(1).stored();
        triage.changed(found().severity(5).insteadOf(kept), kept, Change.UPDATE);

        assertThat(incidentsOf(kept)).hasSize(1);
    }

    private Draft found() {
        return maker.signal(clock.instant());
    }

    private Incident placed(Signal signal) {
        return incidents
                .byNumber(String.valueOf(triage.place(List.of(signal)).get(0).incident()))
                .orElseThrow();
    }

    private ProcessInstance process(Incident incident) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey("incident-lifecycle")
                .processInstanceBusinessKey(incident.number())
                .singleResult();
    }

    private List<String> lines(Incident incident) {
        return timeline.of(incident.id()).stream()
                .filter(line -> line.kind().equals("signal"))
                .map(Timeline.Line::text)
                .toList();
    }

    private String last(Incident incident) {
        List<String> lines = lines(incident);
        return lines.get(lines.size() - 1);
    }

    private List<Long> incidentsOf(Signal signal) {
        return jdbc.sql("select incident_id from response.incident_signal where signal_id = ? order by 1")
                .param(signal.id())
                .query(Long.class)
                .list();
    }
}

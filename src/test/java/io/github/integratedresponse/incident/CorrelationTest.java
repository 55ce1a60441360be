package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.incident.SignalMaker.Draft;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage.Change;
import io.github.integratedresponse.signal.SignalTriage.Disposition;
import io.github.integratedresponse.signal.SignalTriage.Outcome;
import io.github.integratedresponse.signal.Signals;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class CorrelationTest {

    private static final int THREADS = 16;

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
    Reopening reopening;

    @Autowired
    Merging merging;

    @Autowired
    CorrelationCheck check;

    @Autowired
    Engine engine;

    @Autowired
    RepositoryService repository;

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
    void whatIsRelatedToNothingOpensAnIncidentAndSaysByWhichRule() {
        Outcome outcome = place(found("box"));

        assertThat(outcome.disposition()).isEqualTo(Disposition.OPENED);
        assertThat(outcome.rule()).isEqualTo("nothing that is open is about it");
        assertThat(outcome.version()).isPositive();
    }

    @Test
    void whatItsSourceHadClosedAlreadyIsKeptUntilTheSourceTakesItUpAgain() {
        Signal closed = found("box").closed().stored();

        Outcome outcome = triage.place(List.of(closed)).get(0);
        Optional<Outcome> takenUp = triage.changed(found("box").insteadOf(closed), closed, Change.UPDATE);

        assertThat(outcome.disposition()).isEqualTo(Disposition.KEPT);
        assertThat(outcome.rule()).isEqualTo("its source had closed it already");
        assertThat(takenUp).map(Outcome::disposition).hasValue(Disposition.OPENED);
    }

    @Test
    void theSameKindOnTheSameResourceJoinsForAsLongAsTheIncidentIsOpen() {
        Outcome first = place(found("box"));
        clock.advance(Duration.ofDays(60));
        Outcome second = place(found("box"));

        assertThat(second.disposition()).isEqualTo(Disposition.ATTACHED);
        assertThat(second.incident()).isEqualTo(first.incident());
        assertThat(second.rule()).isEqualTo("same kind of finding on the same resource");
        assertThat(lines(first))
                .containsExactly("Related signal from Test: Found on box (same kind of finding on the same resource)");
    }

    @ParameterizedTest
    @CsvSource({
        "71, ATTACHED, 'same actor, within three days'",
        "73, OPENED, 'same actor, but more than three days later'"
    })
    void theSameActorIsOneMatterForThreeDays(int hours, Disposition disposition, String rule) {
        Outcome first = place(found("box").actor("Bear"));
        clock.advance(Duration.ofHours(hours));
        Outcome second = place(found("another").actor("BEAR", "Lion"));

        assertThat(second.disposition()).isEqualTo(disposition);
        assertThat(second.rule()).isEqualTo(rule);
        assertThat(number(second).equals(number(first))).isEqualTo(disposition == Disposition.ATTACHED);
    }

    @ParameterizedTest
    @CsvSource({
        "24, ATTACHED, 'same technique on the same product, within a day'",
        "25, OPENED, 'same technique on the same product, but more than a day later'"
    })
    void theSameTechniqueOnTheSameProductIsOneMatterForADay(int hours, Disposition disposition, String rule) {
        place(found("box").technique("T1562.008", "T1001").product("shop"));
        clock.advance(Duration.ofHours(hours));
        Outcome second = place(found("another").technique("T1001").product("shop", "till"));

        assertThat(second.disposition()).isEqualTo(disposition);
        assertThat(second.rule()).isEqualTo(rule);
    }

    @Test
    void anotherTechniqueOnTheProductOrTheTechniqueOnAnotherProductIsAnotherMatter() {
        place(found("box").technique("T1001").product("shop"));

        assertThat(place(found("b").technique("T1002").product("shop")).disposition())
                .isEqualTo(Disposition.OPENED);
        assertThat(place(found("c").technique("T1001").product("till")).disposition())
                .isEqualTo(Disposition.OPENED);
    }

    @Test
    void aWindowBeginsAnewWithEachSignal() {
        Outcome first = place(found("box").actor("Bear"));
        clock.advance(Duration.ofHours(70));
        place(found("two").actor("Bear"));
        clock.advance(Duration.ofHours(70));

        assertThat(place(found("three").actor("Bear")).incident()).isEqualTo(first.incident());
    }

    @Test
    void theStrongestRelationWinsAndThenTheNewestIncident() {
        Outcome older = place(found("box"));
        Outcome newer = place(found("another").actor("Bear"));
        Outcome newest = place(found("third").technique("T1001").product("shop"));

        assertThat(place(found("box").actor("Bear")).incident()).isEqualTo(older.incident());
        // the older one knows the actor by now as well
        assertThat(place(found("fourth").actor("Bear").technique("T1001").product("shop"))
                        .incident())
                .isEqualTo(newer.incident())
                .isNotEqualTo(newest.incident());
    }

    @Test
    void signalsThatComeTogetherJoinWhatThoseBeforeThemOpened() {
        List<Outcome> outcomes = triage.place(List.of(
                found("box").severity(2).actor("Bear").stored(),
                found("other").stored(),
                found("third")
                        .severity(5)
                        .actor("Bear")
                        .tlp("RED")
                        .product("shop")
                        .stored(),
                found("box").stored()));

        assertThat(outcomes)
                .extracting(Outcome::disposition)
                .containsExactly(Disposition.OPENED, Disposition.OPENED, Disposition.ATTACHED, Disposition.ATTACHED);
        Incident incident = incident(outcomes.get(0));
        assertThat(outcomes.get(2).incident()).isEqualTo(incident.number());
        assertThat(outcomes.get(3).incident()).isEqualTo(incident.number());
        assertThat(incident.severity())
                .as("the worst of those that came together")
                .isEqualTo(Severity.SEV1);
        assertThat(incident.tlp()).isEqualTo(Tlp.RED);
        assertThat(incidents.affectedProducts(incident.id())).hasSize(1);
        assertThat(signals.ofIncident(incident.id())).hasSize(3);
        assertThat(lines(outcomes.get(0)))
                .containsExactly("2 related signals from Test, the latest: Found on box"
                        + " (same actor, within three days; same kind of finding on the same resource)");
        assertThat(reviews(outcomes.get(0))).isEmpty();
    }

    @Test
    void numbersFollowTheOrderOfTheSignals() {
        List<Outcome> outcomes = triage.place(
                IntStream.range(0, 5).mapToObj(n -> found("box-" + n).stored()).toList());

        assertThat(outcomes).extracting(Outcome::incident).isSorted().doesNotHaveDuplicates();
        assertThat(outcomes).allSatisfy(outcome -> {
            Incident incident = incident(outcome);
            assertThat(runtime.createProcessInstanceQuery()
                            .processInstanceBusinessKey(incident.number())
                            .count())
                    .isEqualTo(1);
            assertThat(timeline.of(incident.id()))
                    .extracting(Timeline.Line::kind)
                    .startsWith("opened");
        });
    }

    @Test
    void manyThatRepeatWhatIsKnownAreOneLineAndCostTheProcessNothing() {
        Outcome first = place(found("box").technique("T1001").product("shop"));
        triage.place(IntStream.range(0, 37)
                .mapToObj(n -> found("box").technique("T1001").product("shop").stored())
                .toList());

        assertThat(lines(first))
                .containsExactly("37 related signals from Test, the latest: Found on box"
                        + " (same kind of finding on the same resource)");
        assertThat(jdbc.sql("select count(*) from act_hi_actinst where act_id_ = 'signalJoined' and proc_inst_id_ in"
                                + " (select proc_inst_id_ from act_hi_procinst where business_key_ = ?)")
                        .param(first.incident())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNewInSignalsThatComeTogetherIsLookedAtOnce() {
        Outcome first = place(found("box"));
        List<Signal> together = List.of(
                found("box").stored(),
                found("box").technique("T1001").stored(),
                found("box")
                        .severity(5)
                        .technique("T1001", "T1002")
                        .product("shop")
                        .stored());
        triage.place(together);

        Task review = engine.task(number(first), "reviewSignal");
        assertThat(engine.shown(review).get("signalNews"))
                .asString()
                .contains("SEV1", "technique T1001", "technique T1002", "product shop");
        engine.complete(number(first), "reviewSignal", Map.of("decision", "SPLIT", "reason", "Another"));
        assertThat(signals.ofIncident(incident(first).id())).hasSize(2);
        long own = jdbc.sql("select incident_id from response.incident_signal where signal_id = ?")
                .param(together.get(2).id())
                .query(Long.class)
                .single();
        assertThat(signals.ofIncident(own))
                .extracting(Signal::id)
                .containsExactlyInAnyOrder(together.get(1).id(), together.get(2).id());
        // what went away is no longer known here
        assertThat(keys(incident(first))).noneMatch(key -> key.contains("T1001"));
        assertThat(keys(incidents.byId(own))).contains("k:T1001", "k:T1002");
    }

    @Test
    void whatIsToldOnceIsNotToldAgain() {
        Outcome first = place(found("box"));
        place(found("box").severity(5));
        place(found("box").severity(5));
        place(found("box").severity(4));

        assertThat(reviews(first)).hasSize(1);
    }

    @Test
    void aClosedIncidentIsJoinedNoMoreAndAReopenedOneIs() {
        Outcome first = place(found("box").actor("Bear"));
        closing.close(incident(first).id());
        assertThat(keys(incident(first))).isEmpty();
        Outcome second = place(found("box"));
        assertThat(second.disposition()).isEqualTo(Disposition.OPENED);
        closing.close(incident(second).id());

        clock.advance(Duration.ofDays(30));
        reopening.reopen(incident(first).id(), Stage.FIRST_RESPONSE, "Again", "tester");
        assertThat(place(found("box")).incident()).isEqualTo(first.incident());
        assertThat(place(found("elsewhere").actor("Bear")).incident())
                .as("the window begins anew")
                .isEqualTo(first.incident());
    }

    @Test
    void whatAMergedIncidentWasAboutJoinsTheOneThatGoesOn() {
        Outcome first = place(found("box").actor("Bear"));
        Outcome second = place(found("other"));
        merging.merge(incident(first).id(), incident(second).id(), "Same attacker", "tester");

        assertThat(keys(incident(first))).isEmpty();
        assertThat(place(found("box")).incident()).isEqualTo(second.incident());
        assertThat(place(found("third").actor("Bear")).incident()).isEqualTo(second.incident());
    }

    @Test
    void aSignalJoinsARestrictedIncidentLikeAnyOther() {
        Outcome first = place(found("box").tlp("RED"));
        Outcome second = place(found("box"));

        assertThat(second.incident()).isEqualTo(first.incident());
    }

    @Test
    void manyAtOnceOpenOneIncidentForEachKey() throws Exception {
        int keys = 5;
        List<List<Signal>> batches = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<Signal> batch = new ArrayList<>(IntStream.range(0, keys)
                    .mapToObj(n -> found("box-" + n).stored())
                    .toList());
            Collections.shuffle(batch, new Random(thread));
            batches.add(batch);
        }
        List<Outcome> outcomes = atOnce(batches);

        assertThat(outcomes)
                .filteredOn(one -> one.disposition() == Disposition.OPENED)
                .hasSize(keys);
        assertThat(outcomes.stream().map(Outcome::incident).distinct()).hasSize(keys);
        outcomes.stream().map(Outcome::incident).distinct().forEach(number -> assertThat(signals.ofIncident(
                        incidents.byNumber(number).orElseThrow().id()))
                .hasSize(THREADS));
    }

    private List<Outcome> atOnce(List<List<Signal>> batches) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(batches.size());
        CyclicBarrier together = new CyclicBarrier(batches.size());
        try {
            List<Callable<List<Outcome>>> calls = batches.stream()
                    .<Callable<List<Outcome>>>map(batch -> () -> {
                        together.await();
                        return triage.place(batch);
                    })
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<List<Outcome>> answer : pool.invokeAll(calls)) {
                outcomes.addAll(answer.get());
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anOwnerOfTheProcessCanLetSignalsBeKept() throws Exception {
        String table = with(shipped(), "rule-none-action", "\"keep\"");
        deployed(with(table, "rule-none-rule", "\"not worth an incident\""), () -> {
            Outcome outcome = place(found("box"));
            assertThat(outcome.disposition()).isEqualTo(Disposition.KEPT);
            assertThat(outcome.incident()).isNull();
            assertThat(outcome.rule()).isEqualTo("not worth an incident");
            assertThat(place(found("box")).disposition()).isEqualTo(Disposition.KEPT);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule-none-relation | \"nobody says this\" | no rule of the decision correlation matches",
                "rule-none-action | \"attach\" | the decision correlation says attach, where there is nothing to attach to",
                "rule-none-action | severity + \"x\" | which is none of attach, open and keep"
            })
    void aTableThatIsBrokenLosesNoSignal(String cell, String text, String why) throws Exception {
        deployed(with(shipped(), cell, text), () -> {
            Outcome outcome = place(found("box"));
            assertThat(outcome.disposition()).isEqualTo(Disposition.OPENED);
            assertThat(outcome.rule()).contains(why);
            assertThat(lines(outcome)).singleElement().asString().contains(why);
        });
    }

    @Test
    void aTableWithASlipIsNotDeployed() throws Exception {
        String table = shipped();

        assertThat(check.problems("correlation.dmn", table.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(check.problems(
                        "correlation.dmn",
                        with(with(table, "rule-none-action", "\"atach\""), "rule-none-rule", "string(now())")
                                .getBytes(StandardCharsets.UTF_8)))
                .containsExactly(
                        "asks what time it is; the hours since the incident's latest signal are an input",
                        "rule 9 says atach, which is none of attach, open and keep");
    }

    private interface Check {
        void run() throws Exception;
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("dmn", "correlation.dmn"));
    }

    /** Runs a check while another version of the table is deployed. */
    private void deployed(String table, Check check) throws Exception {
        String deployment = repository
                .createDeployment()
                .addInputStream("correlation.dmn", new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)))
                .deploy()
                .getId();
        try {
            check.run();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    private static String with(String table, String cell, String text) {
        String changed =
                table.replaceFirst("(id=\"" + cell + "\">\\s*<text>)[^<]*", "$1" + Matcher.quoteReplacement(text));
        assertThat(changed).isNotEqualTo(table);
        return changed;
    }

    private Draft found(String resource) {
        return maker.signal(clock.instant()).on(resource);
    }

    private Outcome place(Draft draft) {
        return triage.place(List.of(draft.stored())).get(0);
    }

    private static String number(Outcome outcome) {
        return String.valueOf(outcome.incident());
    }

    private Incident incident(Outcome outcome) {
        return incidents.byNumber(number(outcome)).orElseThrow();
    }

    private List<String> lines(Outcome outcome) {
        return timeline.of(incident(outcome).id()).stream()
                .filter(line -> line.kind().equals("signal"))
                .map(Timeline.Line::text)
                .toList();
    }

    private List<Task> reviews(Outcome outcome) {
        return engine.tasks(number(outcome)).stream()
                .filter(task -> task.getTaskDefinitionKey().equals("reviewSignal"))
                .toList();
    }

    private List<String> keys(Incident incident) {
        return jdbc.sql("select key from response.incident_key where incident_id = ?")
                .param(incident.id())
                .query(String.class)
                .list();
    }
}

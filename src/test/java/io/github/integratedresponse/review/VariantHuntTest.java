package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Origin;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class VariantHuntTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Incidents incidents;

    @Autowired
    Reviews reviews;

    @Autowired
    VariantHunts hunts;

    @Autowired
    Variants variants;

    @Autowired
    ReviewTrace trace;

    ReviewCase incident;
    long huntId;
    ProcessInstance hunt;

    @BeforeEach
    void aPlannedHunt() {
        incident = new ReviewCase(jdbc, clock.instant());
        long review = jdbc.sql(
                        "insert into response.review (number, incident_id, opened_at) values (?, ?, ?) returning id")
                .param("SLR-TEST-" + incident.key)
                .param(incident.incidentId)
                .param(Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        huntId = jdbc.sql("insert into response.variant_hunt (review_id, incident_id, title, planned_at)"
                        + " values (?, ?, 'Nothing watches the trail', ?) returning id")
                .param(review)
                .param(incident.incidentId)
                .param(Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        Map<String, Object> scalars = new HashMap<>(incident.scalars());
        scalars.put("huntId", huntId);
        scalars.put("reviewId", review);
        hunt = engine.start("variant-hunt", incident.number, scalars);
    }

    @Test
    void confirmedVariantsBecomeLinkedIncidentsAndTheReachIsRecorded() {
        long fresh = incident.signal("trail of the shop stopped", List.of("T1562.008"), null);
        long handled = incident.signal("trail of the mill stopped", List.of("T1562.008"), null);
        long other = incident.incident("INC-OTHER-" + incident.key, "Something else", clock.instant());
        incident.link(other, handled);
        incident.signal("a lamp is broken", List.of("T1562.008"), null);
        incident.signal("trail without technique", List.of(), null);
        incident.product("PRD-KIN-" + incident.key, "Kin " + incident.key, List.of("kin-" + incident.key));
        assertThat(engine.shown(incident.number, "definePattern")).containsEntry("techniques", "T1562.008");

        define(Map.of(
                "findingType",
                incident.findingType.toUpperCase(),
                "techniques",
                "t1562",
                "text",
                "trail, path",
                "productTags",
                List.of("kin-" + incident.key),
                "divisions",
                List.of("Division " + incident.key),
                "notSearchable",
                "The mainframe keeps its logs for itself"));

        assertThat(variants.candidates(huntId))
                .extracting(Variant::signalId, Variant::productId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(fresh, null),
                        org.assertj.core.groups.Tuple.tuple(handled, null),
                        org.assertj.core.groups.Tuple.tuple(null, "PRD-KIN-" + incident.key));
        assertThat(String.valueOf(engine.shown(incident.number, "confirm").get("found")))
                .contains("trail of the shop stopped", "technique T1562.008", "INC-OTHER-" + incident.key, "tag kin-");

        engine.complete(
                incident.number,
                "confirm",
                Map.of("candidates", decisions("CONFIRMED"), "reasonForTheRest", "The same module"));

        assertThat(hunt).isEnded().hasPassed("openIncidents", "recordCoverage");
        List<Incident> opened = jdbc
                .sql("select id from response.incident where parent_id = ? order by id")
                .param(incident.incidentId)
                .query(Long.class)
                .list()
                .stream()
                .map(incidents::byId)
                .toList();
        assertThat(opened).hasSize(2).allSatisfy(variant -> assertThat(variant.origin())
                .isEqualTo(Origin.VARIANT_HUNT));
        assertThat(variants.ofHunt(huntId))
                .extracting(Variant::knownIncident)
                .containsExactlyInAnyOrder(opened.get(0).number(), opened.get(1).number(), "INC-OTHER-" + incident.key);
        VariantHunt closed = hunts.byId(huntId);
        assertThat(closed.state()).isEqualTo(VariantHunt.State.CLOSED);
        assertThat(closed.coverageNote())
                .contains("signals first seen from", "name no technique", "never sent a signal", "The mainframe");
        assertThat(closed.signalsSearched()).isGreaterThanOrEqualTo(4);
        assertThat(incident.timeline()).anyMatch(line -> line.contains("already handled in INC-OTHER-"));
        assertThat(String.valueOf(trace.of(incident.incidentId).get("variants")))
                .contains(opened.get(0).number());
        assertThat(clockState()).isEqualTo("MET");
    }

    @Test
    void aHuntThatFindsNothingSaysHowFarItReached() {
        define(Map.of("text", "nobody ever wrote this " + incident.key));

        assertThat(hunt).isEnded().hasNotPassed("confirm");
        assertThat(hunts.byId(huntId).coverageNote()).contains("were searched");
    }

    @Test
    void candidatesThatAreAllRejectedOpenNothing() {
        incident.signal("trail of the shop stopped", List.of(), null);
        define(Map.of("findingType", incident.findingType));
        engine.complete(
                incident.number, "confirm", Map.of("candidates", decisions("REJECTED"), "reasonForTheRest", "A drill"));

        assertThat(hunt).isEnded().hasNotPassed("openIncidents").hasPassed("recordCoverage");
        assertThat(variants.ofHunt(huntId)).singleElement().satisfies(variant -> {
            assertThat(variant.state()).isEqualTo(Variant.State.REJECTED);
            assertThat(variant.reason()).isEqualTo("A drill");
        });
    }

    @Test
    void aPatternThatFoundTheWrongThingsIsRefined() {
        incident.signal("trail of the shop stopped", List.of(), null);
        define(Map.of("divisions", List.of("Division " + incident.key), "findingType", incident.findingType));
        engine.complete(incident.number, "confirm", Map.of("refine", true));

        assertThat(String.valueOf(engine.shown(incident.number, "definePattern").get("earlierCandidates")))
                .contains("trail of the shop stopped");
        define(Map.of("text", "nobody ever wrote this " + incident.key));
        assertThat(variants.ofHunt(huntId)).isEmpty();
        assertThat(hunt).isEnded();
    }

    @Test
    void aHuntThatIsLateIsEscalated() {
        for (String timer : List.of("huntVariantsWarning", "huntVariantsDue")) {
            var job = management
                    .createJobQuery()
                    .processInstanceId(hunt.getId())
                    .activityId(timer)
                    .singleResult();
            if (job.getDuedate().toInstant().isAfter(clock.instant())) {
                clock.set(job.getDuedate().toInstant());
            }
            management.executeJob(job.getId());
        }
        assertThat(hunt).hasPassed("huntVariantsWarning", "huntVariantsDue", "huntVariantsLate");
    }

    @Test
    void aPatternIsRefusedWithEveryProblemAtOnce() {
        refused("definePattern", Map.of()).contains("from: must be given", "to: must be given");
        refused(
                        "definePattern",
                        Map.of(
                                "techniques", "Phishing",
                                "productTags", List.of("no-such-tag"),
                                "divisions", List.of("Nowhere"),
                                "from", clock.instant().plus(Duration.ofDays(2)).toString(),
                                "to", clock.instant().toString()))
                .contains(
                        "techniques: PHISHING is no ATT&CK technique",
                        "productTags: no product carries the tag no-such-tag",
                        "divisions: no product belongs to the division Nowhere",
                        "to: must be after the time it begins",
                        "from: must not lie in the future");
        refused("definePattern", window(Map.of())).contains("findingType: a pattern needs");
    }

    @Test
    void decisionsAboutCandidatesAreRefusedWithEveryProblemAtOnce() {
        incident.signal("trail of the shop stopped", List.of(), null);
        incident.signal("trail of the mill stopped", List.of(), null);
        define(Map.of("findingType", incident.findingType));
        refused("confirm", Map.of("candidates", List.of(Map.of("decision", "PERHAPS"))))
                .contains("candidates[1].id: must be given", "candidates[1].decision: must be one of");
        long first = variants.candidates(huntId).get(0).id();
        refused(
                        "confirm",
                        Map.of(
                                "candidates",
                                List.of(Map.of("id", first, "reason", "So"), Map.of("id", first), Map.of("id", -1))))
                .contains(
                        "candidates[1].decision: must be confirmed or rejected",
                        "candidates[2].id: " + first + " is decided twice",
                        "candidates[2].reason: must be given",
                        "candidates[3].id: -1 is no candidate of this hunt",
                        "is not decided");
    }

    private void define(Map<String, Object> pattern) {
        engine.complete(incident.number, "definePattern", window(pattern));
    }

    private Map<String, Object> window(Map<String, Object> pattern) {
        Map<String, Object> submitted = new HashMap<>(pattern);
        submitted.put("from", clock.instant().minus(Duration.ofDays(3)).toString());
        submitted.put("to", clock.instant().plus(Duration.ofDays(1)).toString());
        return submitted;
    }

    private List<Map<String, Object>> decisions(String decision) {
        List<Map<String, Object>> rows = new ArrayList<>();
        variants.candidates(huntId).forEach(candidate -> rows.add(Map.of("id", candidate.id(), "decision", decision)));
        return rows;
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(String task, Map<String, ?> submitted) {
        Throwable refusal = catchThrowable(() -> engine.complete(incident.number, task, submitted));
        assertThat(refusal).as("the submission is refused").isNotNull();
        assertThat(engine.task(incident.number, task)).isNotNull();
        return assertThat(String.valueOf(refusal.getMessage()));
    }

    private String clockState() {
        return jdbc.sql("select state from response.sla_clock where business_key = ? and name = 'variant-hunt'")
                .param(incident.number)
                .query(String.class)
                .single();
    }
}

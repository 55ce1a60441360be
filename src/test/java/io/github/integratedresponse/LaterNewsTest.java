package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.testing.OwnPlatform;
import io.github.integratedresponse.testing.TwoNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a source says later of a finding lands on the same signal and reaches the incident that runs, whichever node hears it. */
@Order(Integer.MAX_VALUE)
@ExtendWith(TwoNodes.Extension.class)
class LaterNewsTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T10:00:00Z");

    private final String mark = UUID.randomUUID().toString();

    @Test
    void reachesTheIncidentThatRuns(TwoNodes nodes) throws Exception {
        OwnPlatform one = nodes.node(0);
        OwnPlatform other = nodes.node(1);

        JsonNode opened = send(one, finding(1, 0, 2, "T1078"), "Prefer", "wait=20");
        assertThat(opened.get("disposition").asText()).isEqualTo("opened");
        long signal = opened.get("signalId").asLong();
        String incident = opened.get("incident").asText();

        says(other, finding(2, 20, 5, "T1562.008"), "updated", signal, incident);
        says(one, finding(2, 20, 5, "T1562.008"), "duplicate", signal, incident);
        // overtaken on its way
        says(other, finding(2, 10, 3, "T1110"), "duplicate", signal, incident);
        says(one, finding(3, 30, 5, "T1562.008"), "closed", signal, incident);
        says(other, finding(3, 30, 5, "T1562.008"), "duplicate", signal, incident);

        JsonNode now = one.get("/api/v1/signals/" + signal);
        assertThat(now.get("severityId").asInt()).isEqualTo(5);
        assertThat(now.get("techniques")).extracting(JsonNode::asText).containsExactly("T1562.008");
        assertThat(now.get("sightings").asInt()).isEqualTo(6);
        assertThat(now.get("lastActivity").asText()).isEqualTo("close");
        assertThat(now.get("incident").asText()).isEqualTo(incident);

        List<String> told = awaitTold(other, incident, 2);
        assertThat(told).as("what the timeline says").hasSize(2);
        assertThat(told.get(0)).startsWith("Later news says more of").contains("T1562.008");
        assertThat(told.get(1)).startsWith("Later news closed");
        assertThat(awaitReviews(nodes, incident))
                .as("tasks to review what is new")
                .isEqualTo(1);
        nodes.assertNoErrors();
    }

    private static JsonNode send(OwnPlatform node, String finding, String... headers) throws Exception {
        return node.post(202, "/api/v1/signals", finding, headers).get(0);
    }

    private static void says(OwnPlatform node, String finding, String disposition, long signal, String incident)
            throws Exception {
        JsonNode receipt = send(node, finding);
        assertThat(receipt.get("disposition").asText()).isEqualTo(disposition);
        assertThat(receipt.get("signalId").asLong()).isEqualTo(signal);
        assertThat(receipt.get("incident").asText()).isEqualTo(incident);
    }

    /** What the timeline says of the signal, once it says so many things. */
    private static List<String> awaitTold(OwnPlatform node, String incident, int lines) throws Exception {
        List<String> told = told(node, incident);
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (told.size() < lines && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(100);
            told = told(node, incident);
        }
        return told;
    }

    private static List<String> told(OwnPlatform node, String incident) throws Exception {
        List<String> told = new ArrayList<>();
        node.get("/api/v1/incidents/" + incident + "/timeline?size=200")
                .get("items")
                .forEach(line -> {
                    if (line.get("text").asText().startsWith("Later news")) {
                        told.add(line.get("text").asText());
                    }
                });
        return told;
    }

    private static long awaitReviews(TwoNodes nodes, String incident) throws Exception {
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (reviews(nodes, incident) == 0 && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return reviews(nodes, incident);
    }

    private static long reviews(TwoNodes nodes, String incident) {
        return nodes.jdbc()
                .sql("select count(*) from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_"
                        + " where t.task_def_key_ = 'reviewSignal' and e.business_key_ = ?")
                .param(incident)
                .query(Long.class)
                .single();
    }

    /**
     * @param activity of OCSF: 1 create, 2 update, 3 close
     * @param minutes after the first report
     */
    private String finding(int activity, int minutes, int severity, String technique) {
        return """
                {"class_uid": 2004, "activity_id": %d, "time": "%s", "severity_id": %d,
                 "metadata": {"version": "1.1.0", "product": {"name": "Later news"}},
                 "finding_info": {"uid": "%s", "title": "Odd sign-in", "types": ["%s type"], "modified_time_dt": "%s",
                  "attacks": [{"technique": {"uid": "%s"}}]},
                 "resources": [{"uid": "%s-account"}]}"""
                .formatted(
                        activity,
                        FIRST.plus(Duration.ofMinutes(minutes)),
                        severity,
                        mark,
                        mark,
                        FIRST.plus(Duration.ofMinutes(minutes)),
                        technique,
                        mark);
    }
}

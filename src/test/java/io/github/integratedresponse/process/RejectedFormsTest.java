package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
@ExtendWith(OutputCaptureExtension.class)
class RejectedFormsTest {

    private static final String WRONG =
            "{\"variables\": {\"noneAffected\": {\"value\": \"perhaps\", \"type\": \"String\"},"
                    + " \"products\": {\"value\": \"everything\", \"type\": \"String\"}}}";

    @Autowired
    Engine engine;

    @Autowired
    Http http;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    String task = "";

    @BeforeEach
    void aTaskWithAForm() {
        String number = "INC-F-" + UUID.randomUUID();
        long incidentId = jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                                + " correlation_key, first_seen_at, opened_at) values (?, 'Any', 'SEV3', 'GREEN', 'REMEDIATION',"
                                + " 'DETECTION', 'any', ?, now(), now()) returning id")
                .param(number)
                .param(number)
                .query(Long.class)
                .single();
        engine.start(
                "remediation", number, Map.of("incidentId", incidentId, "incidentNumber", number, "severity", "SEV3"));
        task = engine.task(number, "nameAffectedProducts").getId();
    }

    @Test
    void aSubmittedFormIsAnsweredWithEveryProblemAndTheTaskStays(CapturedOutput log) {
        HttpResponse<String> answer = http.post("responder", "/engine-rest/task/" + task + "/submit-form", WRONG);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "Please check",
                        "No product of ours is affected: must be yes or no",
                        "Affected products: must be a list");
        stays(log);
    }

    @Test
    void aTaskCompletedPastItsFormIsAnsweredAlike(CapturedOutput log) {
        HttpResponse<String> answer = http.post("responder", "/engine-rest/task/" + task + "/complete", WRONG);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "Please check",
                        "No product of ours is affected: must be yes or no",
                        "Affected products: must be a list");
        stays(log);
    }

    @Test
    void aRightSubmissionIsTaken() {
        HttpResponse<String> answer = http.post(
                "responder",
                "/engine-rest/task/" + task + "/submit-form",
                "{\"variables\": {\"noneAffected\": {\"value\": true}, \"reason\": {\"value\": \"A drill\"}}}");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
    }

    private void stays(CapturedOutput log) {
        assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
        assertThat(tasks.getVariables(task)).doesNotContainKeys("noneAffected", "products");
        assertThat(log.getAll()).doesNotContain("ERROR", "WARN");
    }
}

package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class ReviewRequiredTest {

    @Autowired
    DecisionService decisions;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void aProcessThatAsks() {
        repository
                .createDeployment()
                .name("asks-for-review")
                .addModelInstance(
                        "asks-for-review.bpmn",
                        Bpmn.createExecutableProcess("asks-for-review")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask()
                                .camundaDelegateExpression("${decideOnReview}")
                                .userTask("decided")
                                .endEvent()
                                .done())
                .enableDuplicateFiltering(true)
                .deploy();
    }

    @ParameterizedTest
    @CsvSource({
        "false, SEV1, DETECTION,    false, 0, true",
        "false, SEV2, MSRC,         false, 0, true",
        "false, SEV4, RED_TEAM,     false, 0, true",
        "true,  SEV4, DETECTION,    false, 0, true",
        "false, SEV3, DETECTION,    true,  0, true",
        "false, SEV2, DETECTION,    false, 1, true",
        "false, SEV2, DETECTION,    false, 0, false",
        "false, SEV3, DETECTION,    false, 2, false",
        "false, SEV3, CUSTOMER,     false, 3, true",
        "false, SEV2, VARIANT_HUNT, true,  9, false",
        "false, SEV0, VARIANT_HUNT, false, 0, true",
        "false, SEV4, EMPLOYEE,     false, 0, false"
    })
    void aReviewIsOwedBySeverityOriginRecurrenceOrNomination(
            boolean nominated, String severity, String origin, boolean pattern, int recurrence, boolean required) {
        var decided = decisions
                .evaluateDecisionTableByKey("review-required")
                .variables(Variables.createVariables()
                        .putValue("nominated", nominated)
                        .putValue("severity", severity)
                        .putValue("origin", origin)
                        .putValue("patternMatched", pattern)
                        .putValue("recurrence", recurrence))
                .evaluate()
                .getSingleResult();

        assertThat((Boolean) decided.getEntry("required")).isEqualTo(required);
        assertThat((String) decided.getEntry("reason")).isNotBlank();
    }

    @Test
    void whatCameBackWithinTheYearCountsAndWhatIsOlderOrWasNoIncidentDoesNot() {
        ReviewCase incident = new ReviewCase(jdbc, clock.instant());
        assertThat(ask(incident)).isFalse();

        incident.incident(
                "INC-OLD-" + incident.key, incident.findingType, clock.instant().minus(Duration.ofDays(400)));
        long alarm = incident.incident("INC-ALARM-" + incident.key, incident.findingType, clock.instant());
        jdbc.sql("update response.incident set verdict = 'FALSE_POSITIVE' where id = ?")
                .param(alarm)
                .update();
        assertThat(ask(incident)).isFalse();

        incident.incident("INC-SAME-" + incident.key, incident.findingType, clock.instant());
        assertThat(ask(incident)).isTrue();
        assertThat(incident.timeline()).last().asString().startsWith("Review required: The same kind of finding");
    }

    private boolean ask(ReviewCase incident) {
        var instance = runtime.startProcessInstanceByKey("asks-for-review", incident.number, incident.scalars());
        assertThat(runtime.getVariable(instance.getId(), "reviewReason")).isNotNull();
        return (Boolean) runtime.getVariable(instance.getId(), "reviewRequired");
    }
}

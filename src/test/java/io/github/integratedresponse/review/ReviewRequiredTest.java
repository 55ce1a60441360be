package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.notNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class ReviewRequiredTest {

    @Autowired
    DecisionService decisions;

    @Autowired
    DecideOnReview decideOnReview;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

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
        DelegateExecution execution = mock();
        when(execution.getVariable("incidentId")).thenReturn(incident.incidentId);
        transaction.executeWithoutResult(status -> decideOnReview.execute(execution));
        verify(execution).setVariable(eq("reviewReason"), notNull());
        ArgumentCaptor<Boolean> required = ArgumentCaptor.captor();
        verify(execution).setVariable(eq("reviewRequired"), required.capture());
        return required.getValue();
    }
}

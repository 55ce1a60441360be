package io.github.integratedresponse.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class RepairDueTest {

    @Autowired
    DecisionService decisions;

    @ParameterizedTest(name = "known exploited {0}, total impact {1}, exposed {2}, automatable {3}: {4}")
    @CsvSource({
        "false, false, false, false, P180D, next upgrade",
        "false, false, false, true,  P60D,  60 days",
        "false, false, true,  false, P60D,  60 days",
        "false, false, true,  true,  P14D,  14 days",
        "false, true,  false, false, P180D, next upgrade",
        "false, true,  false, true,  P60D,  60 days",
        "false, true,  true,  false, P14D,  14 days",
        "false, true,  true,  true,  P3D,   3 days",
        "true,  false, false, false, P14D,  14 days",
        "true,  false, false, true,  P14D,  14 days",
        "true,  false, true,  false, P14D,  14 days",
        "true,  false, true,  true,  P3D,   3 days",
        "true,  true,  false, false, P14D,  14 days",
        "true,  true,  false, true,  P3D,   3 days",
        "true,  true,  true,  false, P3D,   3 days",
        "true,  true,  true,  true,  P3D,   3 days",
    })
    void aVulnerabilityIsRepairedInTheTimeTheDirectiveGives(
            boolean knownExploited,
            boolean totalImpact,
            boolean exposed,
            boolean automatable,
            String dueIn,
            String rule) {
        // neither severity nor class matters then
        DmnDecisionRuleResult due = decide(true, knownExploited, totalImpact, exposed, automatable, "SEV0", "MITIGATE");

        assertThat(due.<String>getEntry("dueIn")).isEqualTo(dueIn);
        assertThat(due.<String>getEntry("rule")).startsWith("BOD 26-04").contains(rule);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "SEV0, MITIGATE, P7D",
        "SEV1, DETECT, P14D",
        "SEV0, PREVENT, P30D",
        "SEV1, PROCESS, P30D",
        "SEV2, MITIGATE, P14D",
        "SEV2, DETECT, P30D",
        "SEV2, PREVENT, P60D",
        "SEV2, PROCESS, P60D",
        "SEV3, MITIGATE, P30D",
        "SEV4, DETECT, P60D",
        "SEV3, PREVENT, P90D",
        ", PROCESS, P90D",
    })
    void anythingElseGoesBySeverityAndClass(@Nullable String severity, String itemClass, String dueIn) {
        assertThat(decide(false, false, false, false, false, severity, itemClass)
                        .<String>getEntry("dueIn"))
                .isEqualTo(dueIn);
    }

    private DmnDecisionRuleResult decide(
            boolean vulnerability,
            boolean knownExploited,
            boolean totalImpact,
            boolean exposed,
            boolean automatable,
            @Nullable String severity,
            String itemClass) {
        return decisions
                .evaluateDecisionTableByKey(
                        "repair-due",
                        Variables.putValue("vulnerability", vulnerability)
                                .putValue("knownExploited", knownExploited)
                                .putValue("totalImpact", totalImpact)
                                .putValue("exposed", exposed)
                                .putValue("automatable", automatable)
                                .putValue("severity", severity)
                                .putValue("itemClass", itemClass))
                .getSingleResult();
    }
}

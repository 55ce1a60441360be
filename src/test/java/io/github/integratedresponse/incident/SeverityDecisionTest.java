package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class SeverityDecisionTest {

    @Autowired
    DecisionService decisions;

    @Autowired
    RepositoryService repository;

    @ParameterizedTest
    @CsvSource({
        // nothing but the signal
        "UNKNOWN,    UNKNOWN,          0, UNKNOWN,   UNKNOWN,      4, SEV2",
        "UNKNOWN,    UNKNOWN,          2, UNKNOWN,   UNKNOWN,      4, SEV3",
        "UNKNOWN,    UNKNOWN,           , UNKNOWN,   UNKNOWN,      5, SEV2",
        "UNKNOWN,    UNKNOWN,           , UNKNOWN,   UNKNOWN,      0, SEV4",
        "UNKNOWN,    UNKNOWN,          0, UNKNOWN,   UNKNOWN,      0, SEV3",
        // the facts outweigh the signal
        "NONE,       SINGLE_ASSET,     0, NONE,      NONE,         6, SEV4",
        "NONE,       SINGLE_ASSET,     1, ATTEMPTED, NONE,         6, SEV3",
        "MINIMAL,    SINGLE_PRODUCT,   3, CONFIRMED, PUBLIC,       1, SEV3",
        "MINIMAL,    SEVERAL_PRODUCTS, 3, CONFIRMED, PUBLIC,       1, SEV2",
        "NONE,       SINGLE_PRODUCT,   2, CONFIRMED, RESTRICTED,   2, SEV1",
        "NONE,       SEVERAL_PRODUCTS, 2, CONFIRMED, RESTRICTED,   2, SEV0",
        "DENIAL,     SINGLE_PRODUCT,   0, CONFIRMED, INTERNAL,     3, SEV0",
        "DENIAL,     SINGLE_PRODUCT,   1, NONE,      NONE,         3, SEV1",
        "DENIAL,     SINGLE_PRODUCT,   3, NONE,      NONE,         3, SEV2",
        "DENIAL,     ORGANISATION,      , UNKNOWN,   UNKNOWN,      0, SEV0"
    })
    void severityFollowsFromTheFacts(
            String impact,
            String scope,
            @Nullable Integer tier,
            String exploitation,
            String data,
            int signal,
            String severity) {
        assertThat(decide(impact, scope, tier, exploitation, data, signal).<String>getEntry("severity"))
                .isEqualTo(severity);
    }

    @Test
    void everyCombinationHasASeverityAndEveryRuleIsReached() {
        Set<String> reached = new TreeSet<>();
        for (FunctionalImpact impact : FunctionalImpact.values()) {
            for (AffectedScope scope : AffectedScope.values()) {
                for (Exploitation exploitation : Exploitation.values()) {
                    for (DataAtRisk data : DataAtRisk.values()) {
                        for (Integer tier : new @Nullable Integer[] {null, 0, 1, 2}) {
                            int[] signals = exploitation == Exploitation.UNKNOWN && data == DataAtRisk.UNKNOWN
                                    ? new int[] {0, 3, 4, 5, 6}
                                    : new int[] {3};
                            for (int signal : signals) {
                                reached.add(decide(
                                                impact.name(),
                                                scope.name(),
                                                tier,
                                                exploitation.name(),
                                                data.name(),
                                                signal)
                                        .getEntry("rule"));
                            }
                        }
                    }
                }
            }
        }
        String deployed = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("severity")
                .latestVersion()
                .singleResult()
                .getId();
        assertThat(reached)
                .isEqualTo(repository.getDmnModelInstance(deployed).getModelElementsByType(Rule.class).stream()
                        .map(rule -> rule.getId().substring("rule-".length()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private DmnDecisionRuleResult decide(
            String impact, String scope, @Nullable Integer tier, String exploitation, String data, int signal) {
        return decisions
                .evaluateDecisionTableByKey(
                        "severity",
                        Variables.putValue("functionalImpact", impact)
                                .putValue("scope", scope)
                                .putValue("productTier", tier)
                                .putValue("exploitation", exploitation)
                                .putValue("dataAtRisk", data)
                                .putValue("signalSeverity", signal))
                .getSingleResult();
    }
}

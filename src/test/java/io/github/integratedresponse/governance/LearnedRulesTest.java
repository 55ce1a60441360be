package io.github.integratedresponse.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class LearnedRulesTest {

    @Autowired
    LearnedRules rules;

    @Autowired
    RepositoryService repository;

    @Autowired
    DecisionService decisions;

    @Autowired
    TransactionTemplate transaction;

    final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aLearnedRuleJoinsTheOldOnesAndTheTableStaysAsItWas() {
        DecisionDefinition before = latest();
        learn(pattern("1", "Trail off " + mark, "T1562.008", null));
        int version = learn(pattern("2", "Keys out " + mark, "", "Cloud"));

        assertThat(version).isEqualTo(before.getVersion() + 2);
        assertThat(matches("Trail off " + mark, "T1562.008", "Any")).containsExactly("PAT-1-" + mark);
        assertThat(matches("Keys out " + mark, "", "Cloud")).containsExactly("PAT-2-" + mark);
        assertThat(matches("Keys out " + mark, "T1098", "Cloud")).containsExactly("PAT-2-" + mark);
        assertThat(matches("Keys out " + mark, "", "Apps")).isEmpty();
        DecisionTable table = repository
                .getDmnModelInstance(latest().getId())
                .getModelElementsByType(DecisionTable.class)
                .iterator()
                .next();
        assertThat(table.getHitPolicy()).isEqualTo(HitPolicy.COLLECT);
        assertThat(latest().getHistoryTimeToLive()).isEqualTo(before.getHistoryTimeToLive());
        assertThat(latest().getResourceName()).isEqualTo(before.getResourceName());
        assertThat(repository
                        .createDeploymentQuery()
                        .deploymentId(latest().getDeploymentId())
                        .singleResult()
                        .getName())
                .isEqualTo("known-patterns");
    }

    @Test
    void aPatternIsLearnedOnce() {
        LearnedPattern pattern = pattern("1", "Twice " + mark, "T1098", null);

        assertThat(learn(pattern)).isEqualTo(learn(pattern));
        assertThat(matches("Twice " + mark, "T1098", "")).hasSize(1);
    }

    @Test
    void aTechniqueStandsForItsSubTechniques() {
        learn(pattern("1", "Sub " + mark, "T1562", null));

        assertThat(matches("Sub " + mark, "T1562", "")).hasSize(1);
        assertThat(matches("Sub " + mark, "T1562.008", "")).hasSize(1);
        assertThat(matches("Sub " + mark, "T15621", "")).isEmpty();
    }

    @Test
    void wordsThatAnAttackerChoseAreNeverMoreThanText() {
        for (String words : List.of(
                "a\" , \"b " + mark,
                "back\\slash " + mark,
                "end\\\" " + mark,
                "new\\nline " + mark,
                "] or true or [ " + mark,
                "ünï \uD83D\uDE00 <x/> ]]> & " + mark)) {
            learn(pattern(UUID.randomUUID().toString(), words, "T1098", null));

            assertThat(matches(words, "T1098", "")).as(words).hasSize(1);
        }
        assertThat(matches("b " + mark, "T1098", "")).isEmpty();
        assertThat(matches("something else", "T1098", "")).isEmpty();
    }

    @Test
    void patternsLearnedAtOnceAreAllKept() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> all = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> learn(pattern("c" + i, "At once " + mark, "T1098", null)))
                    .toList();
            for (Future<Integer> one : people.invokeAll(all)) {
                assertThat(one.get()).isPositive();
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(matches("At once " + mark, "T1098", "")).hasSize(8);
    }

    private int learn(LearnedPattern pattern) {
        Integer version = transaction.execute(status -> rules.learn(pattern));
        return version == null ? -1 : version;
    }

    private LearnedPattern pattern(String number, String findingType, String technique, @Nullable String division) {
        return new LearnedPattern(
                0,
                "PAT-" + number + "-" + mark,
                LearnedPattern.State.APPROVED,
                0,
                0,
                findingType,
                technique,
                division,
                Severity.SEV2,
                "INC-2026-000001",
                "RI-2026-000001",
                null,
                "analyst",
                Instant.EPOCH,
                null,
                null,
                null,
                null);
    }

    private List<Object> matches(String findingType, String technique, String division) {
        return decisions
                .evaluateDecisionTableByKey(
                        "known-patterns",
                        Variables.putValue("findingType", findingType)
                                .putValue("technique", technique)
                                .putValue("division", division))
                .collectEntries("pattern");
    }

    private DecisionDefinition latest() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("known-patterns")
                .latestVersion()
                .singleResult();
    }
}

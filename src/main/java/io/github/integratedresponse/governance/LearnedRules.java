package io.github.integratedresponse.governance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table {@code known-patterns}, which triage reads and which grows by what the loop learns. Always built on the latest version, so
 * that a rule a process owner wrote or took away stays so.
 */
@Component
class LearnedRules {

    static final String KEY = "known-patterns";

    private final RepositoryService repository;
    private final JdbcClient jdbc;

    LearnedRules(@Lazy RepositoryService repository, JdbcClient jdbc) {
        this.repository = repository;
        this.jdbc = jdbc;
    }

    /**
     * Deploys the table with a rule for the pattern; where the latest version has that rule, nothing is deployed.
     *
     * @return the version that knows the pattern
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int learn(LearnedPattern pattern) {
        // two patterns learned at once would each build on the same version, and the first would be lost
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('known-patterns', 0)) is null")
                .query(Boolean.class)
                .single();
        DecisionDefinition latest = latest();
        if (latest == null) {
            throw new IllegalStateException("The decision known-patterns is not deployed");
        }
        PatternTable table = new PatternTable(model(latest));
        if (table.knows(pattern.number())) {
            return latest.getVersion();
        }
        table.add(pattern);
        return repository
                .createDeployment()
                .name(KEY)
                .source("integrated-response")
                .addInputStream(
                        latest.getResourceName(),
                        new ByteArrayInputStream(table.written().getBytes(StandardCharsets.UTF_8)))
                .deployWithResult()
                .getDeployedDecisionDefinitions()
                .stream()
                .filter(deployed -> deployed.getKey().equals(KEY))
                .mapToInt(DecisionDefinition::getVersion)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The new version of known-patterns was not deployed"));
    }

    private @Nullable DecisionDefinition latest() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(KEY)
                .latestVersion()
                .singleResult();
    }

    /** Read afresh: the engine keeps its own copy, which nobody may change. */
    private DmnModelInstance model(DecisionDefinition version) {
        try (InputStream in = repository.getDecisionModel(version.getId())) {
            return Dmn.readModelFromStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

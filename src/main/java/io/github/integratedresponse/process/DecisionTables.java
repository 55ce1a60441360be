package io.github.integratedresponse.process;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Decision tables for questions that are asked thousands of times a second. They are asked outside the engine's transaction, so that a
 * table that fails spoils nothing of the step that asks, and without the engine's history, which would keep more of each question than
 * of what it was about: whoever asks keeps the rule and the version.
 */
@Component
public class DecisionTables {

    private final RepositoryService repository;
    private final PlatformAction platform;
    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Map<String, DecisionTable> latest = new ConcurrentHashMap<>();

    DecisionTables(@Lazy RepositoryService repository, PlatformAction platform) {
        this.repository = repository;
        this.platform = platform;
    }

    /** @return the latest version that is deployed, empty when there is none */
    public Optional<DecisionTable> latest(String key) {
        return platform.take(() -> Optional.ofNullable(repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(key)
                        .latestVersion()
                        .singleResult())
                .map(this::table));
    }

    private DecisionTable table(DecisionDefinition definition) {
        DecisionTable known = latest.get(definition.getKey());
        if (known == null || !known.id().equals(definition.getId())) {
            known = new DecisionTable(
                    definition.getId(),
                    definition.getKey(),
                    definition.getVersion(),
                    repository.getDmnModelInstance(definition.getId()),
                    engine);
            latest.put(definition.getKey(), known);
        }
        return known;
    }
}

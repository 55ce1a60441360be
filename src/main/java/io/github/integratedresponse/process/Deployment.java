package io.github.integratedresponse.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the diagrams, decisions and forms that the platform ships, as one deployment, once every bean that a diagram names is there.
 *
 * <p>All of them go together when any of them changed, because a running instance finds its form in the deployment of its diagram.
 * What the loop has learned stands apart: the table the platform ships is only its beginning.
 */
@Component
class Deployment implements SmartInitializingSingleton {

    static final String LEARNED = "known-patterns";

    private final RepositoryService repository;
    private final ResourcePatternResolver resources;

    Deployment(RepositoryService repository, ResourcePatternResolver resources) {
        this.repository = repository;
        this.resources = resources;
    }

    @Override
    public void afterSingletonsInstantiated() {
        DeploymentBuilder shipped = deployment("integrated-response");
        try {
            for (String pattern : new String[] {"bpmn/*.bpmn", "dmn/*.dmn", "forms/*.form"}) {
                for (Resource resource : resources.getResources("classpath*:" + pattern)) {
                    if (!name(resource).equals(LEARNED + ".dmn")) {
                        shipped.addInputStream(
                                pattern.substring(0, pattern.indexOf('/') + 1) + name(resource),
                                resource.getInputStream());
                    }
                }
            }
            if (!shipped.getResourceNames().isEmpty()) {
                shipped.deploy();
            }
            Resource learned = resources.getResource("classpath:dmn/" + LEARNED + ".dmn");
            if (learned.exists()
                    && repository
                                    .createDecisionDefinitionQuery()
                                    .decisionDefinitionKey(LEARNED)
                                    .count()
                            == 0) {
                deployment(LEARNED)
                        .addInputStream("dmn/" + name(learned), learned.getInputStream())
                        .deploy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped diagrams can't be read", e);
        }
    }

    private DeploymentBuilder deployment(String name) {
        return repository
                .createDeployment()
                .name(name)
                .source("integrated-response")
                .enableDuplicateFiltering(false);
    }

    private static String name(Resource resource) {
        return Objects.requireNonNull(resource.getFilename());
    }
}

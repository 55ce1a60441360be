package io.github.integratedresponse.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ArtifactFactory;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Refuses to deploy a diagram that breaks a rule, wherever it comes from: start-up, REST or Cockpit. What is deployed already is not
 * asked again, so that a rule which is added later never stops running work.
 */
@Component
@EnableConfigurationProperties(DiagramProperties.class)
class DiagramChecksPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<DiagramCheck> checks;
    private final ObjectProvider<ResourceCheck> resourceChecks;
    private final DiagramProperties properties;
    private final DiagramBeans beans;

    /** The checks reach the beans that diagrams name, so they are looked up only when a diagram is parsed. */
    DiagramChecksPlugin(
            ObjectProvider<DiagramCheck> checks,
            ObjectProvider<ResourceCheck> resourceChecks,
            DiagramProperties properties,
            DiagramBeans beans) {
        this.checks = checks;
        this.resourceChecks = resourceChecks;
        this.properties = properties;
        this.beans = beans;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setBpmnParseFactory(CheckedParse::new);
        List<Deployer> before = configuration.getCustomPreDeployers();
        before = before == null ? new ArrayList<>() : before;
        before.add(new DeploymentCheck(configuration, resourceChecks));
        configuration.setCustomPreDeployers(before);
        // what the checks refuse has no way to run either
        configuration.setExpressionManager(new BoundedExpressions(beans));
        configuration.setScriptEngineResolver(new NoScripts());
        configuration.setArtifactFactory(new NoClasses());
    }

    private static class NoClasses implements ArtifactFactory {

        @Override
        public <T> T getArtifact(Class<T> type) {
            throw new ProcessEngineException("A diagram brings no class, so " + type.getName() + " is not made");
        }
    }

    /** Adds the problems that the checks find to those that the engine finds. */
    private class CheckedParse extends BpmnParse {

        CheckedParse(BpmnParser parser) {
            super(parser);
        }

        @Override
        protected void parseRootElement() {
            try {
                super.parseRootElement();
            } finally {
                if (deployment != null && deployment.isNew()) {
                    check();
                }
            }
        }

        private void check() {
            Diagram diagram = new Diagram(
                    rootElement,
                    deployment.getResources().values().stream()
                            .collect(Collectors.toMap(ResourceEntity::getName, ResourceEntity::getBytes)));
            Set<String> processes = diagram.elements("process").stream()
                    .map(process -> process.attribute("id", ""))
                    .collect(Collectors.toSet());
            boolean trusted = !processes.isEmpty() && properties.unchecked().containsAll(processes);
            checks.stream().filter(check -> !trusted || check.keepsCodeOut()).forEach(check -> check.check(diagram));
            diagram.violations()
                    .forEach(violation -> addError(violation.message(), violation.element(), violation.id()));
        }
    }
}

package io.github.integratedresponse.process;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The diagrams that are deployed, and what their elements say. */
@Component
public class DeployedDiagrams {

    private final JdbcClient jdbc;
    private final RepositoryService repository;
    private final ProcessEngineConfigurationImpl engine;

    DeployedDiagrams(ProcessEngine engine, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.repository = engine.getRepositoryService();
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /**
     * A version of a diagram.
     *
     * @param id the engine's, which its instances carry
     */
    public record Version(String id, int version, @Nullable String name, Instant deployedAt) {}

    /** @return the versions of a process, newest first; empty when there is no such process */
    public List<Version> versions(String processKey) {
        return jdbc.sql(
                        "select p.id_, p.version_, p.name_, d.deploy_time_ from act_re_procdef p"
                                + " join act_re_deployment d on d.id_ = p.deployment_id_ where p.key_ = ? order by p.version_ desc")
                .param(processKey)
                .query((row, n) -> new Version(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    /** What an element says in a property. */
    public record Said(String elementId, @Nullable String elementName, String value) {}

    /** @return what the elements of a version say in the property with this name, in the order of the file */
    public List<Said> said(Version version, String property) {
        return engine
                .getCommandExecutorTxRequired()
                .execute(
                        command -> command.runWithoutAuthorization(() -> repository.getBpmnModelInstance(version.id())))
                .getModelElementsByType(CamundaProperties.class)
                .stream()
                .flatMap(properties -> properties.getCamundaProperties().stream()
                        .filter(one -> property.equals(one.getCamundaName()) && one.getCamundaValue() != null)
                        .map(one -> said(properties, one.getCamundaValue())))
                .filter(Objects::nonNull)
                .map(Said.class::cast)
                .toList();
    }

    private static @Nullable Said said(CamundaProperties properties, String value) {
        var extensions = properties.getParentElement();
        return extensions != null && extensions.getParentElement() instanceof BaseElement element
                ? new Said(element.getId(), element instanceof FlowElement flow ? flow.getName() : null, value)
                : null;
    }
}

package io.github.integratedresponse.process;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.ResourceReport;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Looks at every file of a deployment before the engine reads any: diagrams, decisions and forms, and nothing else. A page or a script
 * in a deployment would run in the browser of whoever opens the task.
 */
class DeploymentCheck implements Deployer {

    static final int LARGEST = 2 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("(?!.*\\.\\.)[\\p{L}\\p{N} ._()/-]{1,200}\\.(bpmn|dmn|form)");

    private final ProcessEngineConfigurationImpl engine;
    private final FormCheck forms = new FormCheck();
    private final ObjectProvider<ResourceCheck> others;

    DeploymentCheck(ProcessEngineConfigurationImpl engine, ObjectProvider<ResourceCheck> others) {
        this.engine = engine;
        this.others = others;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        List<ResourceReport> reports = new ArrayList<>();
        List<ResourceEntity> diagrams = new ArrayList<>();
        for (ResourceEntity resource : deployment.getResources().values()) {
            List<Problem> problems = problems(resource);
            if (problems.isEmpty()) {
                problems = otherProblems(resource);
            }
            if (!problems.isEmpty()) {
                reports.add(new ResourceReportImpl(resource.getName(), problems, List.of()));
            } else if (resource.getName().endsWith(".bpmn")) {
                diagrams.add(resource);
            }
        }
        // the engine stops at the first diagram that it can't deploy
        if (!reports.isEmpty() || diagrams.size() > 1) {
            diagrams.forEach(diagram -> parse(deployment, diagram, reports));
        }
        if (!reports.isEmpty()) {
            throw new RefusedDeployment(reports);
        }
    }

    private List<Problem> problems(ResourceEntity resource) {
        String name = resource.getName();
        if (!NAME.matcher(name).matches()) {
            return List.of(new RefusedResource(
                    "only diagrams (.bpmn), decisions (.dmn) and forms (.form) are deployed, under a plain name"));
        }
        if (resource.getBytes().length > LARGEST) {
            return List.of(new RefusedResource("is larger than 2 MB"));
        }
        if (name.endsWith(".form")) {
            return forms.problems(resource.getBytes());
        }
        return name.endsWith(".dmn")
                ? new DecisionCheck().problems(resource.getBytes())
                : new PlainXml().problems(resource.getBytes());
    }

    private List<Problem> otherProblems(ResourceEntity resource) {
        return others.stream()
                .flatMap(check -> check.problems(resource.getName(), resource.getBytes()).stream())
                .<Problem>map(RefusedResource::new)
                .toList();
    }

    private void parse(DeploymentEntity deployment, ResourceEntity diagram, List<ResourceReport> reports) {
        engine.getDeployers().stream()
                .filter(BpmnDeployer.class::isInstance)
                .map(BpmnDeployer.class::cast)
                .forEach(deployer -> {
                    try {
                        deployer.getBpmnParser()
                                .createParse()
                                .sourceInputStream(new ByteArrayInputStream(diagram.getBytes()))
                                .deployment(deployment)
                                .name(diagram.getName())
                                .execute();
                    } catch (ParseException e) {
                        reports.addAll(e.getResorceReports());
                    }
                });
    }
}

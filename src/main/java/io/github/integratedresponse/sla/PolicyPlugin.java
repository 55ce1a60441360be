package io.github.integratedresponse.sla;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Sees to it that a new version of {@code sla-policy}, wherever it comes from, counts for the promises that are open too. */
@Component
class PolicyPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<ClockRecords> records;
    private final ObjectProvider<PolicyChange> change;

    /** Both reach the engine, which is only being built here. */
    PolicyPlugin(ObjectProvider<ClockRecords> records, ObjectProvider<PolicyChange> change) {
        this.records = records;
        this.change = change;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<JobHandler> handlers = engine.getCustomJobHandlers();
        handlers = handlers == null ? new ArrayList<>() : new ArrayList<>(handlers);
        handlers.add(new PolicyChangedJob(change));
        engine.setCustomJobHandlers(handlers);
        List<Deployer> after = engine.getCustomPostDeployers();
        after = after == null ? new ArrayList<>() : new ArrayList<>(after);
        after.add(this::deployed);
        engine.setCustomPostDeployers(after);
    }

    private void deployed(DeploymentEntity deployment) {
        boolean policy = deployment.isNew()
                && deployment.getResources().values().stream()
                        .filter(resource -> resource.getName().endsWith(".dmn"))
                        .map(resource -> new String(resource.getBytes(), StandardCharsets.UTF_8))
                        .anyMatch(Policies::hold);
        if (policy && records.getObject().anyOpen()) {
            PolicyChangedJob.begin(Context.getCommandContext());
        }
    }
}

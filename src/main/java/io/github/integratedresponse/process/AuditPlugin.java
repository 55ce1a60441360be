package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.AuditSealer;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets the engine tell the audit log what people do in it, and seal that log from time to time. */
@Component
class AuditPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<AuditLog> log;
    private final ObjectProvider<AuditSealer> sealer;

    /** Both need the database as it is after its migrations, which the engine doesn't wait for; so they are looked up when used. */
    AuditPlugin(ObjectProvider<AuditLog> log, ObjectProvider<AuditSealer> sealer) {
        this.log = log;
        this.sealer = sealer;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<JobHandler> handlers = configuration.getCustomJobHandlers();
        handlers = handlers == null ? new ArrayList<>() : handlers;
        handlers.add(new SealingJob(sealer));
        configuration.setCustomJobHandlers(handlers);
        List<Deployer> deployers = configuration.getCustomPostDeployers();
        deployers = deployers == null ? new ArrayList<>() : new ArrayList<>(deployers);
        deployers.add(new DeploymentRecord(log));
        configuration.setCustomPostDeployers(deployers);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setHistoryEventHandler(new OperationRecord(configuration.getHistoryEventHandler(), log));
    }
}

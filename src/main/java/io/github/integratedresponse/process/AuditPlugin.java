package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Lets the engine tell the audit log what people do in it, and keep of its own history what is asked for. */
@Component
class AuditPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<AuditLog> log;
    private final Set<String> standing;
    private final Set<String> queued;
    private final boolean eachChange;

    /** The log needs the database as it is after its migrations, which the engine doesn't wait for; so it is looked up when used. */
    AuditPlugin(
            ObjectProvider<AuditLog> log,
            List<StandingJob> standing,
            List<QueuedWork> queued,
            @Value("${integrated-response.history.each-change:false}") boolean eachChange) {
        this.eachChange = eachChange;
        this.log = log;
        this.standing = standing.stream().map(StandingJob::getType).collect(Collectors.toUnmodifiableSet());
        this.queued = queued.stream().map(QueuedWork::getType).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<Deployer> deployers = configuration.getCustomPostDeployers();
        deployers = deployers == null ? new ArrayList<>() : new ArrayList<>(deployers);
        deployers.add(new DeploymentRecord(log));
        configuration.setCustomPostDeployers(deployers);
        // of the same name as the engine's own level, which it comes after and so replaces
        configuration.setCustomHistoryLevels(List.of(new KeptHistory(standing, queued)));
        configuration.setHistoryEventProducer(new TaskHistory());
        configuration.setCustomIncidentHandlers(List.of(new FailedJobs()));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setHistoryEventHandler(new OperationRecord(new EngineHistory(eachChange), log));
    }
}

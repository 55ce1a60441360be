package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.util.Objects;
import java.util.TreeSet;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;

/** Records every new deployment with its files, also those that the platform makes by itself, which the engine's operation log leaves out. */
class DeploymentRecord implements Deployer {

    private final ObjectProvider<AuditLog> log;

    DeploymentRecord(ObjectProvider<AuditLog> log) {
        this.log = log;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        String person = Context.getCommandContext().getAuthenticatedUserId();
        log.getObject()
                .append(new AuditEvent(
                        Category.DEPLOYMENT,
                        "deployed",
                        Objects.requireNonNullElse(person, "system"),
                        deployment.getId(),
                        "Deployed "
                                + Objects.requireNonNullElse(deployment.getName(), "without a name") + ": "
                                + String.join(
                                        ", ",
                                        new TreeSet<>(deployment.getResources().keySet()))));
    }
}

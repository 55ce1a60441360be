package io.github.integratedresponse.access;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricTaskInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricVariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** Lets an auditor who needs to know of a restricted incident read, and never act, whatever other roles they have. */
class ReadersNeverAct extends TenantCommandChecker {

    private static void refuseReader(@Nullable String tenantId) {
        if (tenantId != null
                && Context.getCommandContext().getTenantManager() instanceof NeedToKnowTenants tenants
                && tenants.onlyReads(tenantId)) {
            throw new AuthorizationException("Whoever needs to know of a restricted incident reads, and never acts");
        }
    }

    @Override
    public void checkUpdateProcessInstance(@Nullable ExecutionEntity execution) {
        super.checkUpdateProcessInstance(execution);
        refuseReader(execution == null ? null : execution.getTenantId());
    }

    @Override
    public void checkUpdateProcessInstanceById(String processInstanceId) {
        super.checkUpdateProcessInstanceById(processInstanceId);
        if (getTenantManager().isTenantCheckEnabled()) {
            ExecutionEntity execution = findExecutionById(processInstanceId);
            refuseReader(execution == null ? null : execution.getTenantId());
        }
    }

    @Override
    public void checkUpdateJob(@Nullable JobEntity job) {
        super.checkUpdateJob(job);
        refuseReader(job == null ? null : job.getTenantId());
    }

    @Override
    public void checkDeleteProcessInstance(@Nullable ExecutionEntity execution) {
        super.checkDeleteProcessInstance(execution);
        refuseReader(execution == null ? null : execution.getTenantId());
    }

    @Override
    public void checkMigrateProcessInstance(ExecutionEntity instance, ProcessDefinition target) {
        super.checkMigrateProcessInstance(instance, target);
        refuseReader(instance.getTenantId());
    }

    @Override
    public void checkUpdateTaskVariable(@Nullable TaskEntity task) {
        super.checkUpdateTaskVariable(task);
        refuse(task);
    }

    @Override
    public void checkDeleteTask(@Nullable TaskEntity task) {
        super.checkDeleteTask(task);
        refuse(task);
    }

    @Override
    public void checkTaskAssign(@Nullable TaskEntity task) {
        super.checkTaskAssign(task);
        refuse(task);
    }

    @Override
    public void checkTaskWork(@Nullable TaskEntity task) {
        super.checkTaskWork(task);
        refuse(task);
    }

    @Override
    public void checkDeleteHistoricTaskInstance(@Nullable HistoricTaskInstanceEntity task) {
        super.checkDeleteHistoricTaskInstance(task);
        refuseReader(task == null ? null : task.getTenantId());
    }

    @Override
    public void checkDeleteHistoricProcessInstance(@Nullable HistoricProcessInstance instance) {
        super.checkDeleteHistoricProcessInstance(instance);
        refuseReader(instance == null ? null : instance.getTenantId());
    }

    @Override
    public void checkDeleteHistoricDecisionInstance(@Nullable HistoricDecisionInstance decision) {
        super.checkDeleteHistoricDecisionInstance(decision);
        refuseReader(decision == null ? null : decision.getTenantId());
    }

    @Override
    public void checkDeleteHistoricVariableInstance(@Nullable HistoricVariableInstanceEntity variable) {
        super.checkDeleteHistoricVariableInstance(variable);
        refuseReader(variable == null ? null : variable.getTenantId());
    }

    private static void refuse(@Nullable TaskEntity task) {
        refuseReader(task == null ? null : task.getTenantId());
    }
}

package io.github.integratedresponse.access;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.BatchManager;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes every process instance of a restricted incident the property of a tenant of its own, whose id is the incident's code name: so
 * whatever the engine has of it, from tasks to history, is shown only to those who may know.
 */
@Component
class RestrictedInstances extends AbstractProcessEnginePlugin {

    private final ObjectProvider<Restrictions> restrictions;
    private final ObjectProvider<Restricting> restricting;
    private final ObjectProvider<NeedToKnowRecord> record;
    private final JdbcClient jdbc;

    RestrictedInstances(
            ObjectProvider<Restrictions> restrictions,
            ObjectProvider<Restricting> restricting,
            ObjectProvider<NeedToKnowRecord> record,
            JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.restricting = restricting;
        this.record = record;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setTenantIdProvider(new CodeNames());
        engine.setTenantCheckEnabled(true);
        engine.setCommandCheckers(new ArrayList<>(List.of(new ReadersNeverAct(), new AuthorizationCommandChecker())));
        engine.setCustomSessionFactories(with(with(engine.getCustomSessionFactories(), new Tenants()), new Batches()));
        engine.setCustomJobHandlers(with(engine.getCustomJobHandlers(), new SweepJob(restricting)));
        engine.setCustomPostBPMNParseListeners(with(engine.getCustomPostBPMNParseListeners(), new TeamParseListener()));
    }

    private static <T> List<T> with(@Nullable List<T> others, T one) {
        List<T> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
        all.add(one);
        return all;
    }

    /** Only members of the team can reach a task of it, so whoever they give it to is on the team from then on. */
    private final class TaskGiven implements TaskListener {

        @Override
        public void notify(DelegateTask task) {
            if (task.getTenantId() != null
                    && task.getAssignee() != null
                    && task.getVariable("incidentId") instanceof Number incidentId) {
                String by = Context.getCommandContext().getAuthenticatedUserId();
                restricting
                        .getObject()
                        .join(
                                incidentId.longValue(),
                                task.getAssignee(),
                                "Was given a task of it",
                                by == null ? "system" : by);
            }
        }
    }

    private final class TeamParseListener extends AbstractBpmnParseListener {

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            ((UserTaskActivityBehavior) activity.getActivityBehavior())
                    .getTaskDefinition()
                    .addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, new TaskGiven());
        }
    }

    private final class Tenants implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return TenantManager.class;
        }

        @Override
        public Session openSession() {
            return new NeedToKnowTenants(restrictions.getObject(), record.getObject());
        }
    }

    private final class Batches implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return BatchManager.class;
        }

        @Override
        public Session openSession() {
            return new KnownBatches(restrictions.getObject(), jdbc);
        }
    }

    /** Processes of an incident carry its id; those that one of them calls belong where it belongs. */
    private final class CodeNames implements TenantIdProvider {

        @Override
        public @Nullable String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext started) {
            DelegateExecution caller = started.getSuperExecution();
            if (caller != null) {
                return caller.getTenantId();
            }
            return started.getVariables().get("incidentId") instanceof Number incidentId
                    ? restrictions
                            .getObject()
                            .codeNameAtStart(incidentId.longValue())
                            .orElse(null)
                    : null;
        }

        @Override
        public @Nullable String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext started) {
            return null;
        }

        @Override
        public @Nullable String provideTenantIdForHistoricDecisionInstance(
                TenantIdProviderHistoricDecisionInstanceContext evaluated) {
            return evaluated.getExecution() == null
                    ? null
                    : evaluated.getExecution().getTenantId();
        }
    }
}

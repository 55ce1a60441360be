package io.github.integratedresponse.access;

import java.util.List;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.cockpit.db.QueryService;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.cockpit.impl.db.QueryServiceImpl;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.db.TenantCheck;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.webapp.db.QueryParameters;
import org.camunda.bpm.webapp.impl.db.QuerySessionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Makes Cockpit ask {@link Restrictions} too. Its own queries go past the engine: they take a person's tenants from the sign-in and ask
 * nothing of administrators. The exchange happens once the web applications are set up, before the first request is let in.
 */
@Component
class CockpitTenants implements SmartInitializingSingleton {

    private final CurrentPerson current;
    private final Restrictions restrictions;
    private final ProcessEngine engine;

    CockpitTenants(CurrentPerson current, Restrictions restrictions, ProcessEngine engine) {
        this.current = current;
        this.restrictions = restrictions;
        this.engine = engine;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getSqlSessionFactory()
                .getConfiguration()
                .addInterceptor(new HiddenRows(this::known));
        Cockpit.setCockpitRuntimeDelegate(new RuntimeDelegate());
    }

    /** @return null when the platform itself asks */
    private @Nullable List<String> known() {
        String person = current.id();
        return person == null ? null : restrictions.codeNamesKnownTo(person);
    }

    private void check(@Nullable Object parameters) {
        if (parameters instanceof ListQueryParameterObject query) {
            List<String> known = known();
            TenantCheck check = query.getTenantCheck();
            check.setTenantCheckEnabled(known != null);
            check.setAuthTenantIds(known);
        }
    }

    private final class RuntimeDelegate extends DefaultCockpitRuntimeDelegate {

        @Override
        public QueryService getQueryService(String engineName) {
            return new Queries(getCommandExecutor(engineName));
        }

        @Override
        protected CommandExecutor createCommandExecutor(String engineName) {
            QuerySessionFactory sessions = new QuerySessionFactory();
            sessions.initFromProcessEngineConfiguration(
                    (ProcessEngineConfigurationImpl)
                            getProcessEngine(engineName).getProcessEngineConfiguration(),
                    getMappingFiles());
            sessions.getSqlSessionFactory()
                    .getConfiguration()
                    .addInterceptor(new HiddenRows(CockpitTenants.this::known));
            return new Executor(sessions);
        }
    }

    private record Executor(QuerySessionFactory sessions) implements CommandExecutor {

        @Override
        public <T> T executeCommand(Command<T> command) {
            return sessions.getCommandExecutorTxRequired().execute(command);
        }
    }

    private final class Queries extends QueryServiceImpl {

        Queries(CommandExecutor executor) {
            super(executor);
        }

        @Override
        public <T> List<T> executeQuery(String statement, QueryParameters parameters) {
            check(parameters);
            return super.executeQuery(statement, parameters);
        }

        @Override
        public <T> T executeQuery(String statement, Object parameter, Class<T> type) {
            check(parameter);
            return super.executeQuery(statement, parameter, type);
        }

        @Override
        public Long executeQueryRowCount(String statement, ListQueryParameterObject parameters) {
            check(parameters);
            return super.executeQueryRowCount(statement, parameters);
        }
    }
}

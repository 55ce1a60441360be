package io.github.integratedresponse.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.FilterManager;
import org.springframework.stereotype.Component;

/**
 * Filters with an expression in their query, at whatever depth, are stored by the platform itself alone, and only with the words of
 * {@link QueryWord}. Nobody who is signed in stores one, administrators neither.
 */
@Component
class StoredQueries extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<SessionFactory> factories = configuration.getCustomSessionFactories();
        factories = factories == null ? new ArrayList<>() : factories;
        factories.add(new Filters());
        configuration.setCustomSessionFactories(factories);
    }

    private static class Filters implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return FilterManager.class;
        }

        @Override
        public Session openSession() {
            return new WatchedFilters();
        }
    }

    private static class WatchedFilters extends FilterManager {

        @Override
        public Filter insertOrUpdateFilter(Filter filter) {
            if (filter.getQuery() instanceof TaskQueryImpl query
                    && query.getQueries().stream()
                            .flatMap(part -> part.getExpressions().values().stream())
                            .anyMatch(text -> getCurrentAuthentication() != null
                                    || QueryWord.of(text).isEmpty())) {
                throw new BadUserRequestException("Queries may not carry expressions");
            }
            return super.insertOrUpdateFilter(filter);
        }
    }
}

package io.github.integratedresponse.access;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.batch.BatchConfiguration;
import org.camunda.bpm.engine.impl.batch.BatchEntity;
import org.camunda.bpm.engine.impl.batch.BatchJobHandler;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.BatchManager;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refuses batches over what their maker may not know of: they are carried out later, by the engine itself, which knows everything. */
class KnownBatches extends BatchManager {

    private static final String HIDDEN = "select exists (select 1 from act_hi_procinst where id_ = any(?)"
            + " and tenant_id_ is not null and tenant_id_ <> all(?)"
            + " union all select 1 from act_ru_job where id_ = any(?) and tenant_id_ is not null and tenant_id_ <> all(?)"
            + " union all select 1 from act_hi_decinst where id_ = any(?) and tenant_id_ is not null and tenant_id_ <> all(?)"
            + " union all select 1 from act_ru_ext_task where id_ = any(?) and tenant_id_ is not null and tenant_id_ <> all(?))";

    private final Restrictions restrictions;
    private final JdbcClient jdbc;

    KnownBatches(Restrictions restrictions, JdbcClient jdbc) {
        this.restrictions = restrictions;
        this.jdbc = jdbc;
    }

    @Override
    public void insertBatch(BatchEntity batch) {
        if (getTenantManager().isTenantCheckEnabled()) {
            String[] known = restrictions
                    .mayActOn(getCurrentAuthentication().getUserId())
                    .toArray(String[]::new);
            String[] ids = ids(batch).toArray(String[]::new);
            JdbcClient.StatementSpec asked = jdbc.sql(HIDDEN);
            for (int table = 0; table < 4; table++) {
                asked = asked.param(ids).param(known);
            }
            if (asked.query(Boolean.class).single()) {
                throw new AuthorizationException("Not all of it is there for you to act on");
            }
        }
        super.insertBatch(batch);
    }

    private static List<String> ids(BatchEntity batch) {
        BatchJobHandler<?> handler =
                Context.getProcessEngineConfiguration().getBatchHandlers().get(batch.getType());
        return Objects.requireNonNull(handler).readConfiguration(batch.getConfigurationBytes())
                                instanceof BatchConfiguration configuration
                        && configuration.getIds() != null
                ? configuration.getIds()
                : List.of();
    }
}

package io.github.integratedresponse.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives all that the engine has of an incident, running or past, to its tenant, or takes it away again. The engine has no command for
 * that: it knows tenants only at the start of an instance.
 */
@Component
class SweepInstances {

    private static final String OF_THE_INCIDENT =
            "select id_ from act_hi_procinst where business_key_ = ? union select h.id_ from act_hi_procinst h"
                    + " join act_hi_procinst root on root.id_ = h.root_proc_inst_id_ where root.business_key_ = ?";

    private final JdbcClient jdbc;

    SweepInstances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param tenantId null when everybody may know
     * @return how many rows changed hands
     */
    @Transactional(propagation = Propagation.MANDATORY)
    int give(String businessKey, @Nullable String tenantId) {
        String[] instances = jdbc.sql(OF_THE_INCIDENT)
                .param(businessKey)
                .param(businessKey)
                .query(String.class)
                .list()
                .toArray(String[]::new);
        int changed = 0;
        for (String statement : statements()) {
            changed += jdbc.sql(statement)
                    .param(tenantId)
                    .param(instances)
                    .param(tenantId)
                    .update();
        }
        return changed;
    }

    /** Every table of the engine that says of a row both which instance and which tenant it belongs to. */
    private List<String> statements() {
        return jdbc.sql("select 'update ' || i.table_name || ' set tenant_id_ = ?::varchar where ' || i.column_name"
                        + " || ' = any(?) and tenant_id_ is distinct from ?::varchar'"
                        + " from information_schema.columns i join information_schema.columns t"
                        + " on t.table_schema = i.table_schema and t.table_name = i.table_name and t.column_name = 'tenant_id_'"
                        + " where i.table_schema = current_schema() and i.table_name like 'act\\_%'"
                        + " and i.column_name in ('proc_inst_id_', 'process_instance_id_', 'root_proc_inst_id_')"
                        + " order by 1")
                .query(String.class)
                .list();
    }
}

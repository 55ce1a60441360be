package io.github.integratedresponse.repair;

import io.github.integratedresponse.sla.About;
import io.github.integratedresponse.sla.WorkFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A repair item is about its own product and owner, whatever else its incident touches. Where it names no product, it is as pressing as
 * its incident.
 */
@Component
@Order(RepairWork.BEFORE_THE_INCIDENT)
class RepairWork implements WorkFacts {

    static final int BEFORE_THE_INCIDENT = 0;

    private final JdbcClient jdbc;

    RepairWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An item is known by the instance of its own process, and everywhere else by its number. */
    @Override
    public boolean mayKnow(String businessKey, String processDefinitionKey) {
        return processDefinitionKey.equals("repair-item") || businessKey.startsWith("REP-");
    }

    @Override
    public Optional<About> of(String businessKey, String processInstanceId, @Nullable String subject) {
        return jdbc.sql("select p.tier, p.region, p.id, p.division, t.owner, t.opened_at from response.repair_item t"
                        + " left join response.product p on p.id = t.product_id"
                        + " where (t.process_instance_id = ? or t.number = ?) and (t.incident_id is null or p.id is not null)"
                        + " order by t.process_instance_id is not distinct from ? desc limit 1")
                .params(processInstanceId, businessKey, processInstanceId)
                .query(RepairWork::about)
                .optional();
    }

    private static About about(ResultSet row, int n) throws SQLException {
        return new About(
                row.getObject("tier", Integer.class),
                row.getString("region"),
                row.getString("id"),
                row.getString("division"),
                row.getString("owner"),
                row.getTimestamp("opened_at").toInstant());
    }
}

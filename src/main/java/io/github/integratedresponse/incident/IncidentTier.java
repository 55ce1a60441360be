package io.github.integratedresponse.incident;

import io.github.integratedresponse.sla.ProductTier;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An incident is as pressing as the most critical product that it touches. */
@Component
class IncidentTier implements ProductTier {

    private final JdbcClient jdbc;

    IncidentTier(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public OptionalInt mostCritical(String businessKey) {
        return jdbc
                .sql("select p.tier from response.incident i join response.affected_product a on a.incident_id = i.id"
                        + " join response.product p on p.id = a.product_id where i.number = ? order by p.tier limit 1")
                .param(businessKey)
                .query(Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}

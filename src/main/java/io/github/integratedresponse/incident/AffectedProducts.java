package io.github.integratedresponse.incident;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The products an incident affects, as people correct them. */
@Component
class AffectedProducts {

    private final Incidents incidents;
    private final JdbcClient jdbc;

    AffectedProducts(Incidents incidents, JdbcClient jdbc) {
        this.incidents = incidents;
        this.jdbc = jdbc;
    }

    /** Makes these the affected products; saying none keeps what there is. */
    @Transactional
    void replace(long incidentId, List<String> productIds, String source) {
        if (productIds.isEmpty()) {
            return;
        }
        jdbc.sql("delete from response.affected_product where incident_id = ? and product_id <> all(?)")
                .param(incidentId)
                .param(productIds.toArray(String[]::new))
                .update();
        incidents.addAffectedProducts(incidentId, productIds, source);
    }
}

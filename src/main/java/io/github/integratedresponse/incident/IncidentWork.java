package io.github.integratedresponse.incident;

import io.github.integratedresponse.sla.About;
import io.github.integratedresponse.sla.WorkFacts;
import java.sql.Timestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An incident is as pressing as the most critical product that it touches, unless a clock is about one product only. */
@Component
class IncidentWork implements WorkFacts {

    private final Beginnings beginnings;
    private final JdbcClient jdbc;

    IncidentWork(Beginnings beginnings, JdbcClient jdbc) {
        this.beginnings = beginnings;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<About> of(String businessKey, String processInstanceId, @Nullable String subject) {
        Optional<About> beginning = subject == null ? beginnings.about(businessKey) : Optional.empty();
        return beginning.isPresent() ? beginning : asked(businessKey, subject);
    }

    private Optional<About> asked(String businessKey, @Nullable String subject) {
        return jdbc.sql("select p.tier, p.region, p.id, p.division, p.owner, i.opened_at from response.incident i"
                        + " left join response.affected_product a on a.incident_id = i.id"
                        + " left join response.product p on p.id = a.product_id where i.number = ?"
                        + " order by p.id is not distinct from ? desc, p.tier, p.id limit 1")
                .param(businessKey)
                .param(subject)
                .query((row, n) -> {
                    Timestamp openedAt = row.getTimestamp("opened_at");
                    return new About(
                            row.getObject("tier", Integer.class),
                            row.getString("region"),
                            row.getString("id"),
                            row.getString("division"),
                            row.getString("owner"),
                            openedAt.toInstant());
                })
                .optional();
    }
}

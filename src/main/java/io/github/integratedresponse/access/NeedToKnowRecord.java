package io.github.integratedresponse.access;

import io.github.integratedresponse.access.Restrictions.Known;
import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the audit log when somebody looked under need-to-know: once for each person, incident and hour. */
@Component
class NeedToKnowRecord {

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    NeedToKnowRecord(JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    void saw(String person, Known known) {
        int first = jdbc.sql("insert into response.need_to_know_access (person, incident_id, hour) values (?, ?, ?)"
                        + " on conflict do nothing")
                .param(person)
                .param(known.incidentId())
                .param(clock.instant().truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
                .update();
        if (first > 0) {
            audit.append(new AuditEvent(
                            Category.RESTRICTED,
                            "need-to-know-used",
                            person,
                            known.codeName(),
                            person + " could read " + known.codeName() + " under need-to-know")
                    .ofIncident(known.incidentId()));
        }
    }
}

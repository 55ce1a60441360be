package io.github.integratedresponse.audit;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where audit events are written. They are chained a little later, so that nobody who writes one waits for anybody else. */
@Component
public class AuditLog {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Appends in the running transaction, so that what is rolled back was never told; in one of its own when none runs. */
    @Transactional
    public void append(AuditEvent event) {
        insert(event);
    }

    /** Appends in a transaction of its own: the event stands whatever becomes of the work it happened in. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void appendWhateverHappens(AuditEvent event) {
        insert(event);
    }

    private void insert(AuditEvent event) {
        jdbc.sql("insert into response.audit_event"
                        + " (category, kind, actor, subject, incident_id, business_key, at, text)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(event.category().name())
                .param(event.kind())
                .param(event.actor())
                .param(event.subject())
                .param(event.incidentId())
                .param(event.businessKey())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(event.text())
                .update();
    }
}

package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incident;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts how often the same kind of finding came back. */
@Component
class Recurrence {

    private final JdbcClient jdbc;
    private final Clock clock;

    Recurrence(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return other incidents of the same finding type in the last twelve months, without false alarms, duplicates and hunted variants */
    int of(Incident incident) {
        return jdbc.sql("select count(*) from response.incident where finding_type = ? and id <> ? and opened_at >= ?"
                        + " and (verdict is null or verdict = 'TRUE_POSITIVE') and merged_into_id is null"
                        + " and origin <> 'VARIANT_HUNT'")
                .param(incident.findingType())
                .param(incident.id())
                .param(clock.instant().atOffset(ZoneOffset.UTC).minusMonths(12))
                .query(Integer.class)
                .single();
    }
}

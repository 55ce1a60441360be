package io.github.integratedresponse.incident.evidence;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who had which file in their hands, line by line; the database takes no other change than one more line. */
@Component
class Custody {

    private final JdbcClient jdbc;
    private final Clock clock;

    Custody(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void append(long evidenceId, CustodyEvent event, String actor, @Nullable String reason, String sha256) {
        jdbc.sql("insert into response.evidence_custody (evidence_id, event, actor, at, reason, sha256)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .param(evidenceId)
                .param(event.name())
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(reason)
                .param(HexFormat.of().parseHex(sha256))
                .update();
    }

    /** @return the life of a file, from when it was received */
    List<CustodyLine> of(long evidenceId) {
        return jdbc.sql("select event, actor, at, reason, sha256 from response.evidence_custody where evidence_id = ?"
                        + " order by id")
                .param(evidenceId)
                .query((row, n) -> new CustodyLine(
                        CustodyEvent.valueOf(row.getString("event")),
                        row.getString("actor"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("reason"),
                        HexFormat.of().formatHex(row.getBytes("sha256"))))
                .list();
    }
}

package io.github.integratedresponse.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives the end of the chain, to be kept elsewhere. */
@Component
public class Anchors {

    private final JdbcClient jdbc;
    private final AuditSealer sealer;

    Anchors(JdbcClient jdbc, AuditSealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    /** Seals first what waits, so that the anchor holds everything that was committed before it was asked for. */
    public Anchor latest() {
        sealer.seal();
        return jdbc.sql("select seq, hash, sealed_at, (select count(*) from response.audit_seal) as count"
                        + " from response.audit_seal order by seq desc limit 1")
                .query((row, n) -> new Anchor(
                        row.getLong("seq"),
                        Chain.hex(row.getBytes("hash")),
                        instant(row.getObject("sealed_at", OffsetDateTime.class)),
                        row.getLong("count")))
                .optional()
                .orElseGet(() -> new Anchor(0, Chain.hex(Chain.genesis()), null, 0));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}

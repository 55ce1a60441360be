package io.github.integratedresponse.audit;

import io.github.integratedresponse.audit.Verification.Wrong;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks the whole log: recomputes the chain from its beginning, in one snapshot and in little memory, and looks for what stands beside it. */
@Component
public class AuditVerifier {

    private static final int AT_A_TIME = 1_000;

    private static final String CHAIN = "select s.seq, s.event_id, s.previous, s.hash,"
            + " (extract(epoch from s.sealed_at) * 1000000)::bigint as sealed_micros, " + Recorded.COLUMNS
            + " from response.audit_seal s left join response.audit_event e on e.id = s.event_id order by s.seq";

    private static final String NEITHER_SEALED_NOR_WAITING = "select e.id from response.audit_event e"
            + " left join response.audit_seal s on s.event_id = e.id"
            + " left join response.audit_unsealed u on u.event_id = e.id"
            + " where s.event_id is null and u.event_id is null order by e.id";

    private static final String WAITING_WITHOUT_EVENT = "select u.event_id from response.audit_unsealed u"
            + " left join response.audit_event e on e.id = u.event_id where e.id is null order by u.event_id";

    /** Every trigger that keeps the log, as {@code O} (enabled) in the catalogue of PostgreSQL. */
    private static final String GUARDS_MISSING = "select guard from unnest(array["
            + "'audit_event_is_append_only', 'audit_event_is_never_emptied', 'audit_event_awaits_its_seal',"
            + " 'audit_seal_is_append_only', 'audit_seal_is_never_emptied']) guard"
            + " where not exists (select 1 from pg_trigger t"
            + " where t.tgname = guard and t.tgenabled in ('O', 'A') and t.tgrelid in"
            + " (to_regclass('response.audit_event'), to_regclass('response.audit_seal')))";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;

    AuditVerifier(DataSource database, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(database);
        this.jdbc.setFetchSize(AT_A_TIME);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * @param anchorSeq and {@code anchorHash}: the end of the chain as it was kept elsewhere, to be found again
     */
    public Verification verify(@Nullable Long anchorSeq, @Nullable String anchorHash) {
        return Objects.requireNonNull(snapshot.execute(status -> inSnapshot(anchorSeq, anchorHash)));
    }

    private Verification inSnapshot(@Nullable Long anchorSeq, @Nullable String anchorHash) {
        ChainCheck chain = new ChainCheck(anchorSeq, anchorHash);
        jdbc.query(CHAIN, chain);
        chain.end();
        jdbc.query(NEITHER_SEALED_NOR_WAITING, (RowCallbackHandler) row ->
                chain.note(null, row.getLong(1), Wrong.UNSEALED, "The event is neither sealed nor waits for it"));
        jdbc.query(WAITING_WITHOUT_EVENT, (RowCallbackHandler) row ->
                chain.note(null, row.getLong(1), Wrong.QUEUED_WITHOUT_EVENT, "The event was to be sealed and is gone"));
        List<String> guardsMissing = jdbc.queryForList(GUARDS_MISSING, String.class);
        return new Verification(
                chain.bad() == 0 && guardsMissing.isEmpty(),
                count("select count(*) from response.audit_event"),
                chain.rows(),
                count("select count(*) from response.audit_unsealed u join response.audit_event e on e.id = u.event_id"
                        + " left join response.audit_seal s on s.event_id = u.event_id where s.event_id is null"),
                waitingSince(),
                chain.seq(),
                chain.hash(),
                chain.bad(),
                chain.first(),
                guardsMissing);
    }

    private long count(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
    }

    private @Nullable Instant waitingSince() {
        OffsetDateTime oldest = jdbc.queryForObject(
                "select min(e.at) from response.audit_unsealed u join response.audit_event e on e.id = u.event_id",
                OffsetDateTime.class);
        return oldest == null ? null : oldest.toInstant();
    }
}

package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tokens as they are kept; what becomes of one is told to the audit log with it. */
@Component
class TokenStore {

    private static final Duration EXACTNESS_OF_USE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LATE_USES = Duration.ofHours(1);

    private final JdbcClient sql;
    private final AuditLog audit;
    private final Clock clock;

    TokenStore(JdbcClient sql, AuditLog audit, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token with what proves its secret, which leaves this package's sight here.
     *
     * @param groups of its owner, asked with it because every request of a machine client needs both
     */
    record Kept(AccessToken token, byte[] hash, List<String> groups) {

        @Override
        public String toString() {
            return token.toString();
        }
    }

    boolean nameTaken(String name) {
        return sql.sql("select exists (select 1 from response.access_token where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    @Transactional
    public void keep(AccessToken token, byte[] hash) {
        sql.sql(
                        "insert into response.access_token (id, name, secret_sha256, owner, scopes, ends_at, created_at, created_by)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(token.id())
                .param(token.name())
                .param(hash)
                .param(token.owner())
                .param(token.scopes().toArray(String[]::new))
                .param(at(token.endsAt()))
                .param(at(token.createdAt()))
                .param(token.createdBy())
                .update();
        tell(
                "token-made",
                token.createdBy(),
                token.name(),
                "Made for " + token.owner() + " until " + token.endsAt() + ", for "
                        + String.join(", ", token.scopes()));
    }

    Optional<Kept> find(String id) {
        return sql.sql(
                        "select t.*, array(select m.group_id_::text from act_id_membership m where m.user_id_ = t.owner order by 1) as groups"
                                + " from response.access_token t where t.id = ?")
                .param(id)
                .query((row, n) -> new Kept(token(row), row.getBytes("secret_sha256"), List.of((String[])
                        row.getArray("groups").getArray())))
                .optional();
    }

    /** @param owner whose, or {@code null} for everybody's */
    Page<AccessToken> page(@Nullable String owner, PageRequest asked) {
        return new Narrowing()
                .with("owner = ?", owner)
                .page(sql, "*", "response.access_token", "created_at desc, id", asked, (row, n) -> token(row));
    }

    @Transactional
    public void revoke(String id, String by) {
        revokeWhere("id = ?", id, by, "Revoked");
    }

    @Transactional
    public void revokeAllOf(String owner, String by) {
        revokeWhere("owner = ?", owner, by, "Revoked, because its owner " + owner + " was removed");
    }

    /** Once is enough: what was revoked before stays as it was. */
    private void revokeWhere(String which, String value, String by, String told) {
        sql.sql("update response.access_token set revoked_at = ?, revoked_by = ? where " + which
                        + " and revoked_at is null returning name")
                .param(at(clock.instant()))
                .param(by)
                .param(value)
                .query(String.class)
                .list()
                .forEach(name -> tell("token-revoked", by, name, told));
    }

    /** Notes that it was used, writing at most once a minute. */
    void used(AccessToken token) {
        Instant now = clock.instant();
        Instant last = token.lastUsedAt();
        if (last != null && !last.isBefore(now.minus(EXACTNESS_OF_USE))) {
            return;
        }
        sql.sql("update response.access_token set last_used_at = ? where id = ?"
                        + " and (last_used_at is null or last_used_at < ?)")
                .param(at(now))
                .param(token.id())
                .param(at(now.minus(EXACTNESS_OF_USE)))
                .update();
    }

    /** Tells of a use after the end, once an hour over all nodes: a client that goes on tells nothing new. */
    @Transactional
    public void usedLate(AccessToken token) {
        Instant now = clock.instant();
        int first = sql.sql("update response.access_token set late_use_at = ? where id = ?"
                        + " and (late_use_at is null or late_use_at < ?)")
                .param(at(now))
                .param(token.id())
                .param(at(now.minus(BETWEEN_LATE_USES)))
                .update();
        if (first == 1) {
            tell("token-refused", "token:" + token.name(), token.name(), "Used after its end, " + token.endsAt());
        }
    }

    private void tell(String kind, String actor, String name, String text) {
        audit.append(new AuditEvent(Category.TOKEN, kind, actor, name, text));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static AccessToken token(ResultSet row) throws SQLException {
        return new AccessToken(
                row.getString("id"),
                row.getString("name"),
                row.getString("owner"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getTimestamp("ends_at").toInstant(),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")),
                row.getString("revoked_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}

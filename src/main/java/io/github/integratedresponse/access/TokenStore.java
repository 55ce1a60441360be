package io.github.integratedresponse.access;

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

/** The tokens as they are kept. */
@Component
class TokenStore {

    private static final Duration EXACTNESS_OF_USE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LATE_USES = Duration.ofHours(1);

    private final JdbcClient sql;
    private final Clock clock;

    TokenStore(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A token with what proves its secret, which leaves this package's sight here. */
    record Kept(AccessToken token, byte[] hash) {

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

    void keep(AccessToken token, byte[] hash) {
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
    }

    Optional<Kept> find(String id) {
        return sql.sql("select * from response.access_token where id = ?")
                .param(id)
                .query((row, n) -> new Kept(token(row), row.getBytes("secret_sha256")))
                .optional();
    }

    /** @param owner whose, or {@code null} for everybody's */
    Page<AccessToken> page(@Nullable String owner, PageRequest asked) {
        String from = " from response.access_token where (?::text is null or owner = ?)";
        long total = sql.sql("select count(*)" + from)
                .param(owner)
                .param(owner)
                .query(Long.class)
                .single();
        List<AccessToken> items = sql.sql("select *" + from + " order by created_at desc, id limit ? offset ?")
                .param(owner)
                .param(owner)
                .param(asked.size())
                .param(asked.offset())
                .query((row, n) -> token(row))
                .list();
        return Page.of(items, asked, total);
    }

    /** @return whether it was not revoked before */
    boolean revoke(String id, String by) {
        return sql.sql(
                                "update response.access_token set revoked_at = ?, revoked_by = ? where id = ? and revoked_at is null")
                        .param(at(clock.instant()))
                        .param(by)
                        .param(id)
                        .update()
                == 1;
    }

    /** @return the names of those that were not revoked before */
    List<String> revokeAllOf(String owner, String by) {
        return sql.sql("update response.access_token set revoked_at = ?, revoked_by = ?"
                        + " where owner = ? and revoked_at is null returning name")
                .param(at(clock.instant()))
                .param(by)
                .param(owner)
                .query(String.class)
                .list();
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

    /** @return whether this use after the end is the first for a while, over all nodes; a client that goes on tells nothing new */
    boolean usedLate(AccessToken token) {
        Instant now = clock.instant();
        return sql.sql("update response.access_token set late_use_at = ? where id = ?"
                                + " and (late_use_at is null or late_use_at < ?)")
                        .param(at(now))
                        .param(token.id())
                        .param(at(now.minus(BETWEEN_LATE_USES)))
                        .update()
                == 1;
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

package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks up how somebody stands who has a session, in one query by primary keys, since it is asked with every request. */
@Component
class Standings {

    private final JdbcClient sql;
    private final AuditLog audit;
    private final Clock clock;

    Standings(JdbcClient sql, AuditLog audit, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return nothing when there is no such person any more, or they are in no group: nothing here is for them then */
    Optional<Standing> of(String person) {
        return sql.sql(
                        "select encode(sha256(convert_to(coalesce(u.pwd_, ''), 'UTF8')), 'hex') as password,"
                                + " coalesce(r.generation, 0) as generation,"
                                + " array(select m.group_id_::text from act_id_membership m where m.user_id_ = u.id_ order by 1) as groups"
                                + " from act_id_user u left join response.session_revocation r on r.person = u.id_ where u.id_ = ?")
                .param(person)
                .query((row, n) -> new Standing(row.getString("password"), row.getLong("generation"), List.of((String[])
                        row.getArray("groups").getArray())))
                .optional()
                .filter(standing -> !standing.groups().isEmpty());
    }

    /** Ends every session of a person. */
    @Transactional
    public void end(String person, String by) {
        sql.sql("insert into response.session_revocation as r (person, generation, revoked_at, revoked_by)"
                        + " values (?, 1, ?, ?) on conflict (person) do update set generation = r.generation + 1,"
                        + " revoked_at = excluded.revoked_at, revoked_by = excluded.revoked_by")
                .param(person)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(by)
                .update();
        audit.append(new AuditEvent(Category.SIGN_IN, "sessions-ended", by, person, "All sessions ended"));
    }
}

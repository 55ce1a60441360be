package io.github.integratedresponse.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which people are the issuer's: those who came by single sign-on once, also when it is switched off by now. */
@Component
class IssuersPeople {

    private final JdbcClient sql;
    private final Clock clock;

    IssuersPeople(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A person as the engine has them; names are {@code null} when it has no such person any more. */
    record Known(
            String id,
            boolean there,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String mail,
            List<String> groups) {}

    boolean has(String id) {
        return !sql.sql("select 1 from response.single_sign_on_person where person = ?")
                .param(id)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** Looked up with every token, hence one query by unique keys. */
    Optional<Known> find(String issuer, String subject) {
        return sql.sql("select p.person, u.id_ is not null as there, u.first_, u.last_, u.email_,"
                        + " array(select m.group_id_::text from act_id_membership m where m.user_id_ = p.person order by 1) as groups"
                        + " from response.single_sign_on_person p left join act_id_user u on u.id_ = p.person"
                        + " where p.issuer = ? and p.subject = ?")
                .param(issuer)
                .param(subject)
                .query((row, n) -> new Known(
                        row.getString("person"),
                        row.getBoolean("there"),
                        row.getString("first_"),
                        row.getString("last_"),
                        row.getString("email_"),
                        List.of((String[]) row.getArray("groups").getArray())))
                .optional();
    }

    /** Whether an id, however it is capitalised, is somebody's already: an account's or another person's of the issuer. */
    boolean taken(String id) {
        return !sql.sql("select 1 from act_id_user where lower(id_) = lower(?) union all"
                        + " select 1 from response.single_sign_on_person where lower(person) = lower(?)")
                .param(id)
                .param(id)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    void add(String id, String issuer, String subject) {
        sql.sql("insert into response.single_sign_on_person (person, issuer, subject, first_seen) values (?, ?, ?, ?)")
                .param(id)
                .param(issuer)
                .param(subject)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Two sign-ins at the same moment come one after the other; until the transaction ends. */
    void oneAtATime() {
        sql.sql("select 1 from pg_advisory_xact_lock(hashtext('integrated-response single sign-on'))")
                .query(Integer.class)
                .single();
    }
}

package io.github.integratedresponse.review;

import io.github.integratedresponse.sla.About;
import io.github.integratedresponse.sla.WorkFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A session is about a division, or about the whole organisation, and about no product. */
@Component
class SessionWork implements WorkFacts {

    private final JdbcClient jdbc;

    SessionWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<About> of(String businessKey, String processInstanceId, @Nullable String subject) {
        return jdbc.sql("select division, opened_at from response.review_session where number = ?")
                .param(businessKey)
                .query((row, n) -> new About(
                        null,
                        null,
                        null,
                        row.getString("division"),
                        null,
                        row.getTimestamp("opened_at").toInstant()))
                .optional();
    }
}

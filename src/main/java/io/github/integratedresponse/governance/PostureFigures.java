package io.github.integratedresponse.governance;

import io.github.integratedresponse.review.SessionFigures;
import io.github.integratedresponse.review.SessionScope;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells operations and health reviews which controls are met least, and how many learned patterns are at work. */
@Component
class PostureFigures implements SessionFigures {

    private static final int SHOWN = 10;

    private final JdbcClient jdbc;

    PostureFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return under {@code weakestControls} the controls with the lowest share, in percent, of products that meet them */
    @Override
    public Map<String, Object> of(SessionScope scope) {
        List<Map<String, Object>> weakest = jdbc.sql("select a.control_id as \"control\", count(*) as \"assessed\","
                        + " round(100.0 * count(*) filter (where a.status = 'COMPLIANT') / count(*), 1) as \"metPercent\""
                        + " from response.assessment a join response.product p on p.id = a.product_id"
                        + " where a.status <> 'NOT_APPLICABLE' and (cast(:division as text) is null or p.division = :division)"
                        + " group by a.control_id order by 3, 1 limit :shown")
                .param("division", scope.division())
                .param("shown", SHOWN)
                .query()
                .listOfRows();
        int live = jdbc.sql("select count(*) from response.learned_pattern where state = 'LIVE'")
                .query(Integer.class)
                .single();
        return Map.of("weakestControls", weakest, "learnedPatterns", live);
    }
}

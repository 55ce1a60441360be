package io.github.integratedresponse.governance;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a change of the standard means for each division, counted when it was drafted last and kept with it. */
@Component
class Impact {

    private final JdbcClient jdbc;
    private final Baselines baselines;
    private final Posture posture;
    private final Clock clock;

    Impact(JdbcClient jdbc, Baselines baselines, Posture posture, Clock clock) {
        this.jdbc = jdbc;
        this.baselines = baselines;
        this.posture = posture;
        this.clock = clock;
    }

    record OnDivision(String division, int inScope, int notMeeting) {}

    @Transactional
    public void count(long baselineId) {
        jdbc.sql("delete from response.baseline_impact where baseline_id = ?")
                .param(baselineId)
                .update();
        for (Posture.Division division : posture.of(baselines.byId(baselineId))) {
            jdbc.sql(
                            "insert into response.baseline_impact (baseline_id, division, in_scope, not_meeting, counted_at) values (?, ?, ?, ?, ?)")
                    .param(baselineId)
                    .param(division.division())
                    .param(division.inScope())
                    .param(division.notMeeting())
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** @return by division */
    List<OnDivision> of(long baselineId) {
        return jdbc.sql(
                        "select division, in_scope, not_meeting from response.baseline_impact where baseline_id = ? order by division")
                .param(baselineId)
                .query(OnDivision.class)
                .list();
    }
}

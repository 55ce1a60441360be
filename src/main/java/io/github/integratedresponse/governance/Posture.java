package io.github.integratedresponse.governance;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts which products meet a change of the standard, by their assessments. A product is in scope when it has one of the tags, and at
 * least one of the controls applies to it; it meets the change when it meets every one that applies. What nobody assessed isn't met.
 */
@Component
class Posture {

    private final JdbcClient jdbc;

    Posture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Division(String division, int inScope, int meeting) {

        int notMeeting() {
            return inScope - meeting;
        }
    }

    /** @return by division, as assessed until now */
    List<Division> of(Baseline baseline) {
        return of(baseline, null);
    }

    /**
     * @return by division; where the baseline changed what a control asks for, only assessments since its publication count, because an
     *     earlier one was about something else
     */
    List<Division> sincePublication(Baseline baseline) {
        return of(
                baseline,
                baseline.publishedAt() != null && baseline.kind().changesWhatIsAsked()
                        ? LocalDate.ofInstant(baseline.publishedAt(), ZoneOffset.UTC)
                        : null);
    }

    private List<Division> of(Baseline baseline, @Nullable LocalDate since) {
        return jdbc.sql(
                        "select p.division, count(*) as in_scope, count(*) filter (where s.met) as meeting from response.product p"
                                + " cross join lateral (select bool_and(coalesce(a.status = 'COMPLIANT'"
                                + " and (:since::date is null or a.assessed_on >= :since::date), false)) as met"
                                + " from unnest(:controls::text[]) as c (id) left join response.assessment a"
                                + " on a.product_id = p.id and a.control_id = c.id where a.status is distinct from 'NOT_APPLICABLE') s"
                                + " where s.met is not null and (cardinality(:tags::text[]) = 0 or p.tags && :tags::text[])"
                                + " group by p.division order by p.division")
                .param("since", since, java.sql.Types.DATE)
                .param("controls", baseline.controlIds().toArray(String[]::new))
                .param("tags", baseline.scopeTags().toArray(String[]::new))
                .query((row, n) ->
                        new Division(row.getString("division"), row.getInt("in_scope"), row.getInt("meeting")))
                .list();
    }
}

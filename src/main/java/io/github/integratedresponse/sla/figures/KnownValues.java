package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Values;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells what figures can be narrowed to. What only restricted incidents have is not among it. */
@Component
class KnownValues {

    static final Set<By> TOLD = Set.of(By.CLOCK, By.DIVISION, By.PRODUCT, By.OWNER, By.REGION);

    /** Names of clocks stand in diagrams, which everybody may read. */
    private static final String CLOCKS = "select distinct clock from (select k.clock from response.sla_kind k"
            + " union all select t.clock from response.sla_unsettled(:now) u" + Adherences.TRUTH + ") known (clock)"
            + " where strpos(lower(clock), lower(:containing)) > 0 order by clock limit :limit";

    /** The sums, and what they have to lose and to gain. */
    private static final String OTHERS =
            """
            with unsettled as (select clock_id from response.sla_unsettled(:now)) select value from (
                select %1$s, a.counted from response.sla_answerable a
                union all select o.value, o.n from response.sla_open o where o.mask = :mask
                union all select %2$s, -1 from unsettled u%3$s
                union all select %4$s, 1 from unsettled u%5$s
            ) known (value, n) where value <> '' and strpos(lower(value), lower(:containing)) > 0
            group by value having sum(n) > 0 order by value limit :limit""";

    private final JdbcClient jdbc;

    KnownValues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Values values(By of, String containing, int limit, Instant now) {
        JdbcClient.StatementSpec question = of == By.CLOCK
                ? jdbc.sql(CLOCKS)
                : jdbc.sql(others(of)).param("mask", new Slice(Filter.NONE, of).told());
        List<String> values = question.param("now", now.atOffset(ZoneOffset.UTC))
                .param("containing", containing)
                .param("limit", limit)
                .query(String.class)
                .list();
        return new Values(of, values);
    }

    private static String others(By of) {
        Slice slice = new Slice(Filter.NONE, of);
        return OTHERS.formatted(
                slice.keys("a", "a", "week"),
                slice.keys("c", "c", "week"),
                both(Adherences.COUNTED, "c"),
                slice.keys("t", "t", "week"),
                both(Adherences.TRUTH, "t"));
    }

    /** A clock counts once in the weeks, and once more while it is open. */
    private static String both(String row, String name) {
        return row + " cross join lateral (select 1 where " + name + ".week is not null union all select 1 where "
                + name + ".open_state is not null) counts";
    }
}

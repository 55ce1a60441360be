package io.github.integratedresponse.review;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the causal tree of each review. */
@Component
class CausalTrees {

    private final JdbcClient jdbc;

    CausalTrees(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    CausalTree of(long reviewId) {
        return new CausalTree(jdbc.sql("select w.*, p.position as parent from response.why w"
                        + " left join response.why p on p.id = w.parent_id where w.review_id = ? order by w.position")
                .param(reviewId)
                .query((row, n) -> new Why(
                        row.getInt("position"),
                        row.getObject("parent", Integer.class),
                        row.getInt("level"),
                        row.getString("question"),
                        row.getString("answer"),
                        row.getString("evidence"),
                        row.getBoolean("is_root_cause")))
                .list());
    }

    /** Puts this tree in the place of the one before. A why that keeps its number keeps what was made of it, as long as it is a root cause. */
    @Transactional
    void save(long reviewId, CausalTree tree) {
        Integer[] numbers = tree.whys().stream().map(Why::no).toArray(Integer[]::new);
        jdbc.sql("update response.why set parent_id = null where review_id = ?")
                .param(reviewId)
                .update();
        jdbc.sql("delete from response.why where review_id = ? and position <> all(?)")
                .param(reviewId)
                .param(numbers)
                .update();
        for (Why why : tree.whys()) {
            jdbc.sql("insert into response.why (review_id, position, level, question, answer, evidence, is_root_cause)"
                            + " values (?, ?, ?, ?, ?, ?, ?) on conflict (review_id, position) do update set"
                            + " level = excluded.level, question = excluded.question, answer = excluded.answer,"
                            + " evidence = excluded.evidence, is_root_cause = excluded.is_root_cause")
                    .param(reviewId)
                    .param(why.no())
                    .param(why.level())
                    .param(why.question())
                    .param(why.answer())
                    .param(why.evidence())
                    .param(why.rootCause())
                    .update();
        }
        for (Why why : tree.whys()) {
            if (why.parent() != null) {
                jdbc.sql("update response.why set parent_id = (select id from response.why where review_id = ?"
                                + " and position = ?) where review_id = ? and position = ?")
                        .param(reviewId)
                        .param(why.parent())
                        .param(reviewId)
                        .param(why.no())
                        .update();
            }
        }
        jdbc.sql("delete from response.root_cause c using response.why w where w.id = c.why_id and w.review_id = ?"
                        + " and not w.is_root_cause")
                .param(reviewId)
                .update();
    }
}

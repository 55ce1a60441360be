package io.github.integratedresponse.review;

import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The hunts that reviews plan, one for each root cause that may have kin elsewhere. */
@Component
public class VariantHunts {

    private final JdbcClient jdbc;
    private final Clock clock;

    VariantHunts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the hunts of a review that have not begun, for its diagram to begin them */
    @ForDiagrams
    public List<Long> plannedIds(Long reviewId) {
        return jdbc.sql("select id from response.variant_hunt where review_id = ? and state = 'PLANNED' order by id")
                .param(reviewId)
                .query(Long.class)
                .list();
    }

    /**
     * Plans a hunt for each of these root causes, and calls off those of the review that are for none of them. A root cause that was
     * hunted is not hunted again; a hunt that was broken off begins again.
     */
    @Transactional
    void plan(long reviewId, Set<Long> rootCauseIds) {
        Long[] wanted = rootCauseIds.toArray(Long[]::new);
        jdbc.sql("update response.variant_hunt set state = 'CLOSED', coverage_note = 'Called off before it searched',"
                        + " closed_at = ? where review_id = ? and state <> 'CLOSED'"
                        + " and (root_cause_id is null or root_cause_id <> all(?))")
                .param(now())
                .param(reviewId)
                .param(wanted)
                .update();
        jdbc.sql("update response.variant_hunt set state = 'PLANNED' where review_id = ? and state <> 'CLOSED'")
                .param(reviewId)
                .update();
        jdbc.sql("insert into response.variant_hunt (review_id, incident_id, root_cause_id, title, planned_at)"
                        + " select r.id, r.incident_id, c.id, c.statement, ? from response.root_cause c"
                        + " join response.review r on r.id = c.review_id where r.id = ? and c.id = any(?)"
                        + " and not exists (select 1 from response.variant_hunt h where h.root_cause_id = c.id"
                        + " and (h.state <> 'CLOSED' or h.searched_at is not null)) order by c.id")
                .param(now())
                .param(reviewId)
                .param(wanted)
                .update();
    }

    /** @throws NotFound when there is no such hunt */
    VariantHunt byId(long id) {
        return jdbc.sql("select * from response.variant_hunt where id = ?")
                .param(id)
                .query(VariantHunts::hunt)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such hunt"));
    }

    List<VariantHunt> ofReview(long reviewId) {
        return jdbc.sql("select * from response.variant_hunt where review_id = ? order by id")
                .param(reviewId)
                .query(VariantHunts::hunt)
                .list();
    }

    @Transactional
    void define(long id, VariantPattern pattern, @Nullable String notSearchable, String actor) {
        jdbc.sql("update response.variant_hunt set state = 'DEFINED', finding_type = ?, techniques = ?, words = ?,"
                        + " product_tags = ?, divisions = ?, from_at = ?, to_at = ?, not_searchable = ?, defined_by = ?"
                        + " where id = ?")
                .param(pattern.findingType())
                .param(pattern.techniques().toArray(String[]::new))
                .param(pattern.words().toArray(String[]::new))
                .param(pattern.productTags().toArray(String[]::new))
                .param(pattern.divisions().toArray(String[]::new))
                .param(pattern.from().atOffset(ZoneOffset.UTC))
                .param(pattern.to().atOffset(ZoneOffset.UTC))
                .param(notSearchable)
                .param(actor)
                .param(id)
                .update();
    }

    @Transactional
    void searched(long id, long signals, long products, boolean truncated) {
        jdbc.sql("update response.variant_hunt set state = 'SEARCHED', signals_searched = ?, products_searched = ?,"
                        + " truncated = ?, searched_at = ? where id = ?")
                .param(signals)
                .param(products)
                .param(truncated)
                .param(now())
                .param(id)
                .update();
    }

    @Transactional
    void close(long id, String coverage) {
        jdbc.sql("update response.variant_hunt set state = 'CLOSED', coverage_note = ?, closed_by = 'system',"
                        + " closed_at = ? where id = ?")
                .param(coverage)
                .param(now())
                .param(id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static VariantHunt hunt(ResultSet row, int n) throws SQLException {
        return new VariantHunt(
                row.getLong("id"),
                row.getLong("review_id"),
                row.getLong("incident_id"),
                row.getObject("root_cause_id", Long.class),
                row.getString("title"),
                VariantHunt.State.valueOf(row.getString("state")),
                pattern(row).orElse(null),
                row.getString("not_searchable"),
                row.getObject("signals_searched", Long.class),
                row.getObject("products_searched", Long.class),
                row.getBoolean("truncated"),
                row.getString("coverage_note"),
                row.getTimestamp("closed_at") == null
                        ? null
                        : row.getTimestamp("closed_at").toInstant());
    }

    private static Optional<VariantPattern> pattern(ResultSet row) throws SQLException {
        Timestamp from = row.getTimestamp("from_at");
        Timestamp to = row.getTimestamp("to_at");
        return from == null || to == null
                ? Optional.empty()
                : Optional.of(new VariantPattern(
                        row.getString("finding_type"),
                        texts(row, "techniques"),
                        texts(row, "words"),
                        texts(row, "product_tags"),
                        texts(row, "divisions"),
                        from.toInstant(),
                        to.toInstant()));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

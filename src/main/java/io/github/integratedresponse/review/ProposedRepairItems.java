package io.github.integratedresponse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The repairs that reviews and sessions ask for. The repair stage reads the proposed ones and marks them when it takes them on. */
@Component
public class ProposedRepairItems {

    private final JdbcClient jdbc;
    private final Clock clock;

    ProposedRepairItems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return what the review asks for and nobody has taken on yet */
    public List<ProposedRepairItem> proposedForReview(long reviewId) {
        return proposed("review_id", reviewId);
    }

    /** @return what the session asks for and nobody has taken on yet */
    public List<ProposedRepairItem> proposedForSession(long sessionId) {
        return proposed("session_id", sessionId);
    }

    /** @return everything the review asks for, taken on or not, without what was dropped on the way */
    public List<ProposedRepairItem> ofReview(long reviewId) {
        return jdbc.sql(
                        "select * from response.proposed_repair_item where review_id = ? and status <> 'DROPPED' order by id")
                .param(reviewId)
                .query(ProposedRepairItems::item)
                .list();
    }

    @Transactional
    public long propose(RepairProposal proposal, String actor) {
        return jdbc.sql("insert into response.proposed_repair_item (review_id, session_id, incident_id, root_cause_id,"
                        + " title, description, item_class, owner, product_id, known_exploited, total_impact, exposed,"
                        + " automatable, proposed_by, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .param(proposal.reviewId())
                .param(proposal.sessionId())
                .param(proposal.incidentId())
                .param(proposal.rootCauseId())
                .param(proposal.title())
                .param(proposal.description())
                .param(proposal.itemClass().name())
                .param(proposal.owner())
                .param(proposal.productId())
                .param(proposal.knownExploited())
                .param(proposal.totalImpact())
                .param(proposal.exposed())
                .param(proposal.automatable())
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Marks a proposal as taken on. Marking it again changes nothing. */
    @Transactional
    public void markOpened(long id) {
        jdbc.sql("update response.proposed_repair_item set status = 'OPENED' where id = ? and status = 'PROPOSED'")
                .param(id)
                .update();
    }

    /** Sets aside what a review asked for before it thought again. What was taken on stays. */
    @Transactional
    public void dropProposedOfReview(long reviewId) {
        jdbc.sql(
                        "update response.proposed_repair_item set status = 'DROPPED' where review_id = ? and status = 'PROPOSED'")
                .param(reviewId)
                .update();
    }

    /** Sets aside what a session asked for before it thought again. What was taken on stays. */
    @Transactional
    public void dropProposedOfSession(long sessionId) {
        jdbc.sql(
                        "update response.proposed_repair_item set status = 'DROPPED' where session_id = ? and status = 'PROPOSED'")
                .param(sessionId)
                .update();
    }

    /** @return everything the session asks for, taken on or not, without what was dropped on the way */
    public List<ProposedRepairItem> ofSession(long sessionId) {
        return jdbc.sql(
                        "select * from response.proposed_repair_item where session_id = ? and status <> 'DROPPED' order by id")
                .param(sessionId)
                .query(ProposedRepairItems::item)
                .list();
    }

    private List<ProposedRepairItem> proposed(String owner, long id) {
        return jdbc.sql("select * from response.proposed_repair_item where " + owner
                        + " = ? and status = 'PROPOSED' order by id")
                .param(id)
                .query(ProposedRepairItems::item)
                .list();
    }

    private static ProposedRepairItem item(ResultSet row, int n) throws SQLException {
        return new ProposedRepairItem(
                row.getLong("id"),
                row.getObject("review_id", Long.class),
                row.getObject("session_id", Long.class),
                row.getObject("incident_id", Long.class),
                row.getObject("root_cause_id", Long.class),
                row.getString("title"),
                row.getString("description"),
                ItemClass.valueOf(row.getString("item_class")),
                row.getString("owner"),
                row.getString("product_id"),
                row.getObject("known_exploited", Boolean.class),
                row.getObject("total_impact", Boolean.class),
                row.getObject("exposed", Boolean.class),
                row.getObject("automatable", Boolean.class),
                ProposedRepairItem.Status.valueOf(row.getString("status")),
                row.getString("proposed_by"),
                row.getTimestamp("created_at").toInstant());
    }
}

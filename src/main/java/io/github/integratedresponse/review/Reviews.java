package io.github.integratedresponse.review;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Numbers;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Shown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The Security LiveSite Reviews, from opening to publication. */
@Component
public class Reviews {

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Timeline timeline;
    private final Clock clock;
    private final Restrictions restrictions;

    Reviews(JdbcClient jdbc, Numbers numbers, Timeline timeline, Clock clock, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.timeline = timeline;
        this.clock = clock;
        this.restrictions = restrictions;
    }

    /** @throws NotFound when there is no such review */
    public Review byId(long id) {
        return jdbc.sql("select * from response.review where id = ?")
                .param(id)
                .query(Reviews::review)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such review"));
    }

    public Optional<Review> byNumber(String number) {
        return jdbc.sql("select * from response.review where number = ?")
                .param(number)
                .query(Reviews::review)
                .optional();
    }

    /** @return the latest review of the incident, published or not */
    public Optional<Review> latestOf(long incidentId) {
        return jdbc.sql("select * from response.review where incident_id = ? order by id desc limit 1")
                .param(incidentId)
                .query(Reviews::review)
                .optional();
    }

    /** @return the latest published review of the incident */
    public Optional<Review> publishedOf(long incidentId) {
        return jdbc.sql("select * from response.review where incident_id = ? and state = 'PUBLISHED' order by id desc"
                        + " limit 1")
                .param(incidentId)
                .query(Reviews::review)
                .optional();
    }

    /** Opens a review, or goes on with the one that the incident has and that is not published yet. */
    @Transactional
    Review open(long incidentId) {
        Optional<Review> begun = latestOf(incidentId).filter(review -> review.state() != Review.State.PUBLISHED);
        if (begun.isPresent()) {
            return begun.get();
        }
        String number = numbers.next("SLR");
        long id = jdbc.sql("insert into response.review (number, incident_id, opened_at) values (?, ?, ?) returning id")
                .param(number)
                .param(incidentId)
                .param(now())
                .query(Long.class)
                .single();
        timeline.append(incidentId, "review", "system", "Security LiveSite Review " + number + " opened");
        return byId(id);
    }

    @Transactional
    void schedule(
            long id,
            String facilitator,
            Instant date,
            @Nullable String meeting,
            List<Attendee> attendees,
            String actor) {
        jdbc.sql("update response.review set state = 'SCHEDULED', facilitator = ?, scheduled_for = ?, meeting = ?,"
                        + " version = version + 1 where id = ?")
                .param(facilitator)
                .param(date.atOffset(ZoneOffset.UTC))
                .param(meeting)
                .param(id)
                .update();
        jdbc.sql("delete from response.review_attendee where review_id = ?")
                .param(id)
                .update();
        invite(id, new Attendee(facilitator, null, Attendee.Role.FACILITATOR, null));
        attendees.forEach(attendee -> invite(id, attendee));
        Review review = byId(id);
        timeline.append(
                review.incidentId(),
                "review",
                actor,
                "Review %s scheduled for %s, led by %s".formatted(review.number(), Shown.at(date), facilitator));
    }

    private void invite(long id, Attendee attendee) {
        jdbc.sql("insert into response.review_attendee (review_id, name, address, role) values (?, ?, ?, ?)"
                        + " on conflict (review_id, name) do update set address = excluded.address")
                .param(id)
                .param(attendee.name())
                .param(attendee.address())
                .param(attendee.role().name())
                .update();
    }

    /** @return who was asked to come, the facilitator first */
    List<Attendee> attendees(long id) {
        return jdbc.sql("select name, address, role, attended from response.review_attendee where review_id = ?"
                        + " order by id")
                .param(id)
                .query((row, n) -> new Attendee(
                        row.getString("name"),
                        row.getString("address"),
                        Attendee.Role.valueOf(row.getString("role")),
                        row.getObject("attended", Boolean.class)))
                .list();
    }

    /** Records what was found and who was there; the moment it was first held stays. */
    @Transactional
    void hold(
            long id,
            String summary,
            @Nullable String shallowReason,
            boolean wordingKept,
            String blamelessStatement,
            List<String> present) {
        jdbc.sql(
                        "update response.review set state = 'HELD', summary = ?, shallow_reason = ?, wording_kept = ?,"
                                + " blameless_statement = ?, held_at = coalesce(held_at, ?), version = version + 1 where id = ?")
                .param(summary)
                .param(shallowReason)
                .param(wordingKept)
                .param(blamelessStatement)
                .param(now())
                .param(id)
                .update();
        jdbc.sql("update response.review_attendee set attended = (name = any(?)) where review_id = ?")
                .param(present.toArray(String[]::new))
                .param(id)
                .update();
    }

    @Transactional
    void nothingToHunt(long id, @Nullable String reason) {
        jdbc.sql("update response.review set no_hunt_reason = ?, version = version + 1 where id = ?")
                .param(reason)
                .param(id)
                .update();
    }

    @Transactional
    void enter(long id, Review.State state) {
        jdbc.sql("update response.review set state = ?, version = version + 1 where id = ?")
                .param(state.name())
                .param(id)
                .update();
    }

    /** Publishes a review; publishing it again changes nothing. */
    @Transactional
    void publish(long id) {
        int published = jdbc.sql("update response.review set state = 'PUBLISHED', published_at = ?, version = version"
                        + " + 1 where id = ? and state <> 'PUBLISHED'")
                .param(now())
                .param(id)
                .update();
        if (published == 1) {
            Review review = byId(id);
            timeline.append(
                    review.incidentId(),
                    "review",
                    "system",
                    "Security LiveSite Review " + review.number() + " published");
        }
    }

    /** What a list of reviews is narrowed to. */
    record Filter(Review.@Nullable State state, @Nullable String incident) {}

    Page<Review> page(Filter filter, PageRequest asked) {
        return restrictions
                .hide(new Narrowing(), "review.incident_id")
                .with("state = ?", filter.state())
                .with("incident_id in (select id from response.incident where number = upper(?))", filter.incident())
                .page(jdbc, "*", "response.review", "id desc", asked, Reviews::review);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Review review(ResultSet row, int n) throws SQLException {
        return new Review(
                row.getLong("id"),
                row.getString("number"),
                row.getLong("incident_id"),
                Review.State.valueOf(row.getString("state")),
                row.getString("facilitator"),
                row.getString("meeting"),
                row.getString("summary"),
                row.getString("shallow_reason"),
                row.getString("no_hunt_reason"),
                row.getTimestamp("opened_at").toInstant(),
                instant(row.getTimestamp("scheduled_for")),
                instant(row.getTimestamp("held_at")),
                instant(row.getTimestamp("published_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}

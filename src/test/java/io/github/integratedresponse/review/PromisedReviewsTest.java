package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of reviews of all kinds with their promises. Each test has a division of its own. */
@PlatformTest
class PromisedReviewsTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    private final String division = "Reviewed " + UUID.randomUUID();
    private Instant now;

    @BeforeEach
    void look() {
        now = clock.instant();
    }

    @Test
    void whatIsToBeHeldComesFirstByItsDueDateThenWhatWasHeldLast() {
        ReviewCase incident = new ReviewCase(jdbc, now);
        review(incident, "SLR-A", ago(3), null, null);
        promise("slr-held", incident.number, ago(3), now.minusSeconds(3600), "BREACHED", null);
        session("SHR", "SHR-B", ago(2), null);
        promise("shr-held", "SHR-B", ago(2), now.plusSeconds(7200), "RUNNING", null);
        ReviewCase other = new ReviewCase(jdbc, now);
        review(other, "SLR-C", ago(9), ago(5), ago(4));
        promise("slr-held", other.number, ago(9), ago(6), "MET_LATE", ago(5));
        promise("slr-published", other.number, ago(5), ago(3), "MET", ago(4));

        assertThat(JsonPath.<List<String>>read(list(""), "$.items[*].number"))
                .containsExactly(own("SLR-A"), own("SHR-B"), own("SLR-C"));
        Map<String, Object> overdue = JsonPath.read(list(""), "$.items[0]");
        assertThat(overdue)
                .containsEntry("kind", "SLR")
                .containsEntry("progress", "OVERDUE")
                .containsEntry("lateSeconds", 3600)
                .containsEntry("incident", incident.number)
                .containsEntry("severity", "SEV2");
        Map<String, Object> upcoming = JsonPath.read(list(""), "$.items[1]");
        assertThat(upcoming).containsEntry("progress", "UPCOMING").doesNotContainKey("lateSeconds");
        Map<String, Object> published = JsonPath.read(list(""), "$.items[2]");
        assertThat(published)
                .containsEntry("progress", "PUBLISHED")
                .containsEntry("lateSeconds", 86400)
                .doesNotContainKey("publishLateSeconds")
                .doesNotContainKey("processInstance");
    }

    @Test
    void theListIsNarrowedByKindProgressAndPeriod() {
        session("SHR", "SHR-D", ago(40), ago(30));
        promise("shr-held", "SHR-D", ago(40), ago(29), "MET", ago(30));
        ReviewCase incident = new ReviewCase(jdbc, now);
        review(incident, "SLR-E", ago(3), null, null);
        promise("slr-held", incident.number, ago(3), now.plusSeconds(60), "PAUSED", null);

        assertThat(numbers("&kind=SHR")).containsExactly(own("SHR-D"));
        assertThat(numbers("&kind=SOR")).isEmpty();
        assertThat(numbers("&progress=HELD")).containsExactly(own("SHR-D"));
        assertThat(numbers("&progress=UPCOMING")).containsExactly(own("SLR-E"));
        assertThat(numbers("&progress=OVERDUE")).isEmpty();
        assertThat(numbers("&progress=PUBLISHED")).isEmpty();
        assertThat(numbers("&held=true")).containsExactly(own("SHR-D"));
        assertThat(numbers("&held=false")).containsExactly(own("SLR-E"));
        LocalDate held = LocalDate.ofInstant(ago(30), ZoneOffset.UTC);
        assertThat(numbers("&from=" + held + "&to=" + held.plusDays(1))).containsExactly(own("SHR-D"));
        assertThat(numbers("&from=" + held.plusDays(1))).containsExactly(own("SLR-E"));
    }

    @Test
    void aPausedReviewIsNotLate() {
        ReviewCase incident = new ReviewCase(jdbc, now);
        review(incident, "SLR-F", ago(3), null, null);
        promise("slr-held", incident.number, ago(3), ago(1), "PAUSED", null);
        assertThat(numbers("&progress=UPCOMING")).containsExactly(own("SLR-F"));
        assertThat(numbers("&progress=OVERDUE")).isEmpty();
    }

    @Test
    void theSecondReviewOfAnIncidentHasThePromisesThatCameAfterIt() {
        ReviewCase incident = new ReviewCase(jdbc, now);
        review(incident, "SLR-G", ago(20), ago(19), ago(18));
        promise("slr-held", incident.number, ago(20), ago(17), "MET", ago(19));
        review(incident, "SLR-H", ago(4), null, null);
        promise("slr-held", incident.number, ago(4), ago(3), "CANCELLED", ago(4));
        promise("slr-held", incident.number, ago(4), ago(2), "BREACHED", null);
        assertThat(JsonPath.<List<String>>read(list(""), "$.items[*].dueAt"))
                .containsExactly(ago(2).toString(), ago(17).toString());
    }

    @Test
    void theReviewOfARestrictedIncidentIsForItsTeam() {
        ReviewCase incident = new ReviewCase(jdbc, now);
        review(incident, "SLR-I", ago(3), null, null);
        promise("slr-held", incident.number, ago(3), now.plusSeconds(60), "RUNNING", null);
        jdbc.sql("insert into response.restriction (incident_id, business_key, code_name, ground, reason, since,"
                        + " marked_by) values (?, ?, ?, 'CONFIDENTIAL', 'test', ?, 'test')")
                .params(
                        incident.incidentId,
                        incident.number,
                        "code-" + incident.key.toLowerCase(java.util.Locale.ROOT),
                        at(now))
                .update();
        assertThat(numbers("")).isEmpty();
        jdbc.sql("insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at)"
                        + " values (?, 'security-operations-manager', 'TEAM', 'test', 'test', ?)")
                .params(incident.incidentId, at(now))
                .update();
        assertThat(numbers("")).containsExactly(own("SLR-I"));
    }

    @Test
    void asATableTheListIsAnExportThatTheAuditLogRecords() {
        session("SHR", "SHR-J", ago(2), null);
        promise("shr-held", "SHR-J", ago(2), now.plusSeconds(60), "RUNNING", null);
        HttpResponse<String> table = get("&format=csv");
        assertThat(table.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(table.body()).startsWith("kind,number,incident,").contains("SHR," + own("SHR-J"));
        assertThat(jdbc.sql("select text from response.audit_event where kind = 'reviews-exported' and text like ?")
                        .param("%" + division + "%")
                        .query(String.class)
                        .list())
                .hasSize(1);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        HttpResponse<String> answer = http.get(
                "security-operations-manager", "/api/v1/reviews?from=1800-01-01&to=2500-01-01&size=0&format=pdf");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.problems[*].field"))
                .containsExactlyInAnyOrder("from", "to", "size", "format");
    }

    private List<String> numbers(String more) {
        return JsonPath.read(list(more), "$.items[*].number");
    }

    private String list(String more) {
        HttpResponse<String> answer = get(more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String more) {
        return http.get(
                "security-operations-manager",
                "/api/v1/reviews?division=" + URLEncoder.encode(division, StandardCharsets.UTF_8) + more);
    }

    private String own(String number) {
        return number + division.substring(division.length() - 8);
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private void review(
            ReviewCase incident, String number, Instant opened, @Nullable Instant held, @Nullable Instant published) {
        jdbc.sql("insert into response.review (number, incident_id, state, opened_at, held_at, published_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        own(number),
                        incident.incidentId,
                        published != null ? "PUBLISHED" : held != null ? "HELD" : "OPEN",
                        at(opened),
                        at(held),
                        at(published))
                .update();
    }

    private void session(String kind, String number, Instant opened, @Nullable Instant held) {
        jdbc.sql(
                        "insert into response.review_session (number, kind, division, state, opened_by, opened_at, period_from,"
                                + " held_at) values (?, ?, ?, ?, 'test', ?, ?, ?)")
                .params(own(number), kind, division, held == null ? "OPEN" : "HELD", at(opened), at(opened), at(held))
                .update();
    }

    private void promise(
            String name, String work, Instant started, Instant due, String state, @Nullable Instant stopped) {
        String mark = UUID.randomUUID().toString();
        jdbc.sql(
                        "insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id,"
                                + " activity_instance_id, business_key, division, target, warn_fraction, started_at, warn_at, due_at,"
                                + " stopped_at, paused_at, state) values (?, 'made', ?, 'made', ?, ?, ?, 'P1D', 0.75, ?, ?, ?, ?, ?, ?)")
                .params(
                        name,
                        mark,
                        mark,
                        name.startsWith("slr") ? work : own(work),
                        division,
                        at(started),
                        at(due),
                        at(due),
                        at(stopped),
                        state.equals("PAUSED") ? at(started) : null,
                        state)
                .update();
    }

    private static @Nullable Timestamp at(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}

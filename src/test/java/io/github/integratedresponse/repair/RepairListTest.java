package io.github.integratedresponse.repair;

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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of repair items and of accepted risks. Each test has a division of its own. */
@PlatformTest
class RepairListTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String division = "Repaired " + mark;
    private Instant now;
    private long incident;

    @BeforeEach
    void aProductAndAnIncident() {
        now = clock.instant();
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Vault', ?, 'Pia Product', 1, 'RESTRICTED', 'INTERNET', ?)")
                .params("PRD-" + mark, division, at(now))
                .update();
        incident = jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, 'Repaired', 'SEV2', 'AMBER', 'REPAIR',"
                        + " 'DETECTION', 'repaired', ?, ?, ?) returning id")
                .params("INC-L-" + mark, mark, at(now), at(now))
                .query(Long.class)
                .single();
    }

    @Test
    void anItemIsListedWithItsProductItsAgeAndHowLateItIs() {
        item("late", "ENGINEERING", "IN_REPAIR", 10, -2, null);
        item("soon", "ACCEPT", "OPEN", 1, 3, null);
        item("asleep", "ACCEPT", "RISK_ACCEPTED", 50, -20, null);
        item("done", "PROOF", "CLOSED", 90, -60, -70);

        String all = list("/repair-items", "");
        assertThat(JsonPath.<List<String>>read(all, "$.items[*].title"))
                .containsExactly("done", "asleep", "late", "soon");
        Map<String, Object> late = JsonPath.read(all, "$.items[2]");
        assertThat(late)
                .containsEntry("productName", "Vault")
                .containsEntry("division", division)
                .containsEntry("ageSeconds", 10 * 86400)
                .containsEntry("overdueSeconds", 2 * 86400)
                .containsEntry("incidentNumber", "INC-L-" + mark);
        assertThat(JsonPath.<Map<String, Object>>read(all, "$.items[1]"))
                .as("somebody answers for it until a date")
                .doesNotContainKey("overdueSeconds");
        assertThat(JsonPath.<Map<String, Object>>read(all, "$.items[0]"))
                .containsEntry("ageSeconds", 20 * 86400)
                .doesNotContainKey("overdueSeconds");

        assertThat(titles("&open=true")).containsExactly("asleep", "late", "soon");
        assertThat(titles("&open=false")).containsExactly("done");
        assertThat(titles("&overdue=true")).containsExactly("late");
        assertThat(titles("&phase=ACCEPT&state=OPEN")).containsExactly("soon");
    }

    @Test
    void acceptedRisksAreListedByTheirEndWhileTheyAreInForce() {
        risk(item("in a week", "ACCEPT", "RISK_ACCEPTED", 50, -20, null), 7, null);
        risk(item("in two months", "ACCEPT", "RISK_ACCEPTED", 50, -20, null), 60, null);
        risk(item("woken", "ACCEPT", "OPEN", 50, 20, null), -3, now);

        String near = list("/accepted-risks", "&days=30");
        assertThat(JsonPath.<List<String>>read(near, "$.items[*].title")).containsExactly("in a week");
        Map<String, Object> risk = JsonPath.read(near, "$.items[0]");
        LocalDate until = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(7);
        assertThat(risk)
                .containsEntry("daysLeft", 7)
                .containsEntry("until", until.toString())
                .containsEntry(
                        "wakesAt",
                        until.plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toString())
                .containsEntry("compensatingControl", "a rule at the edge")
                .containsEntry("incident", "INC-L-" + mark);
        assertThat(JsonPath.<List<String>>read(list("/accepted-risks", "&days=60"), "$.items[*].title"))
                .containsExactly("in a week", "in two months");
        assertThat(JsonPath.<List<String>>read(list("/accepted-risks", ""), "$.items[*].title"))
                .containsExactly("in a week", "in two months");
    }

    @Test
    void itemsAndRisksOfARestrictedIncidentAreForItsTeam() {
        risk(item("hidden", "ACCEPT", "RISK_ACCEPTED", 50, -20, null), 7, null);
        jdbc.sql("insert into response.restriction (incident_id, business_key, code_name, ground, reason, since,"
                        + " marked_by) values (?, ?, ?, 'CONFIDENTIAL', 'test', ?, 'test')")
                .params(incident, "INC-L-" + mark, "code-" + mark.toLowerCase(Locale.ROOT), at(now))
                .update();
        assertThat(titles("")).isEmpty();
        assertThat(JsonPath.<Integer>read(list("/accepted-risks", ""), "$.total"))
                .isZero();
        assertThat(get("/accepted-risks", "&format=csv").body()).doesNotContain("hidden");
        assertThat(get("/repair-items", "&format=csv").body()).doesNotContain("hidden");
        jdbc.sql("insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at)"
                        + " values (?, 'security-operations-manager', 'TEAM', 'test', 'test', ?)")
                .params(incident, at(now))
                .update();
        assertThat(titles("")).containsExactly("hidden");
        assertThat(JsonPath.<Integer>read(list("/accepted-risks", ""), "$.total"))
                .isEqualTo(1);
    }

    @Test
    void tablesAreExportsThatTheAuditLogRecords() {
        risk(item("=exported", "ACCEPT", "RISK_ACCEPTED", 50, -20, null), 7, null);
        assertThat(get("/repair-items", "&format=csv").body())
                .startsWith("number,title,")
                .contains("'=exported")
                .contains(division);
        assertThat(get("/accepted-risks", "&format=csv").body())
                .startsWith("item,title,")
                .contains("'=exported")
                .contains("a rule at the edge");
        assertThat(jdbc.sql(
                                "select kind from response.audit_event where category = 'EXPORT' and text like ? order by id")
                        .param("%" + division + "%")
                        .query(String.class)
                        .list())
                .containsExactly("repair-items-exported", "accepted-risks-exported");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        HttpResponse<String> risks =
                http.get("security-operations-manager", "/api/v1/accepted-risks?days=-1&page=-1&format=pdf");
        assertThat(risks.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<List<String>>read(risks.body(), "$.problems[*].field"))
                .containsExactlyInAnyOrder("days", "page", "format");
        HttpResponse<String> items = http.get("security-operations-manager", "/api/v1/repair-items?size=0&format=pdf");
        assertThat(items.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<List<String>>read(items.body(), "$.problems[*].field"))
                .containsExactlyInAnyOrder("size", "format");
    }

    private List<String> titles(String more) {
        return JsonPath.read(list("/repair-items", more), "$.items[*].title");
    }

    private String list(String path, String more) {
        HttpResponse<String> answer = get(path, more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String path, String more) {
        return http.get(
                "security-operations-manager",
                "/api/v1" + path + "?division=" + URLEncoder.encode(division, StandardCharsets.UTF_8) + more);
    }

    /** @param closed days from now, or null when it is open */
    private long item(String title, String phase, String state, int age, int due, @Nullable Integer closed) {
        long proposal = jdbc.sql(
                        "insert into response.proposed_repair_item (session_id, incident_id, title, description,"
                                + " item_class, owner, product_id, status, proposed_by, created_at) values (1, ?, ?, 'Repair it',"
                                + " 'PREVENT', 'Pia Product', ?, 'OPENED', 'test', ?) returning id")
                .params(incident, title, "PRD-" + mark, at(now))
                .query(Long.class)
                .single();
        return jdbc.sql(
                        "insert into response.repair_item (number, proposal_id, incident_id, title, description, item_class, owner,"
                                + " product_id, phase, state, due_at, opened_at, closed_at) values (?, ?, ?, ?, 'Repair it', 'PREVENT',"
                                + " 'Pia Product', ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        "REP-L-" + proposal,
                        proposal,
                        incident,
                        title,
                        "PRD-" + mark,
                        phase,
                        state,
                        at(days(due)),
                        at(days(-age)),
                        closed == null ? null : at(days(closed)))
                .query(Long.class)
                .single();
    }

    private void risk(long item, int until, @Nullable Instant ended) {
        jdbc.sql(
                        "insert into response.accepted_risk (repair_item_id, asked_by, asked_reason, asked_at, decision, approver,"
                                + " accepted_until, compensating_control, reason, decided_at, ended_at) values (?, 'test', 'too dear', ?,"
                                + " 'APPROVE', 'executive', ?, 'a rule at the edge', 'agreed', ?, ?)")
                .params(
                        item,
                        at(now),
                        LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(until),
                        at(now),
                        ended == null ? null : at(ended))
                .update();
    }

    private Instant days(int days) {
        return now.plus(Duration.ofDays(days));
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}

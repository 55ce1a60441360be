package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Colleagues;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a restricted incident through all of its processes to the end, each step by a person of its team, and counts what leaked. */
@PlatformTest
class RestrictedLifecycleTest {

    private static final List<String> OTHERS =
            List.of("responder", "product-engineer", "executive", "governance-analyst", "security-operations-manager");

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Incidents incidents;

    @Autowired
    ObjectMapper json;

    private final String secret = "Marker" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void theTeamTakesItToItsEndAndNothingOfItIsOutsideItsTenant() throws Exception {
        Instant before = clock.instant();
        try {
            clock.set(Instant.parse("2026-12-07T03:40:00Z"));
            nobodyKnowsOfOthers();
            put("process-owner", "/api/v1/products", "products.csv");
            put("governance-analyst", "/api/v1/assessments", "assessments.csv");
            String number = planted();
            // nobody acknowledges it, so somebody is told
            clock.advance(Duration.ofHours(3));
            engine.runDueJobs(number);
            OTHERS.forEach(person -> joins(number, person));
            Colleagues colleagues = new Colleagues(http, engine, number);
            firstResponse(colleagues);
            remediation(colleagues);
            review(colleagues);
            repair(colleagues);
            governance(colleagues);
            colleagues.complete(
                    "incident-commander", "close", Map.of("closureReason", "RESOLVED", "lessons", "Lesson " + secret));

            assertThat(incidents.byNumber(number).orElseThrow().stage()).isEqualTo(Stage.CLOSED);
            assertThat(processesOf(number))
                    .contains(
                            "incident-lifecycle",
                            "first-response",
                            "sla-escalation",
                            "stakeholder-communication",
                            "remediation",
                            "outside-wait",
                            "security-livesite-review",
                            "variant-hunt",
                            "repair-item",
                            "governance-update");
            assertThat(outsideItsTenant(number)).isEmpty();
            for (String outside : List.of("administrator", "auditor", "process-owner")) {
                for (String path : List.of(
                        "/engine-rest/history/process-instance?processInstanceBusinessKey=" + number,
                        "/engine-rest/history/task?maxResults=2000&processInstanceBusinessKey=" + number,
                        "/engine-rest/history/variable-instance?maxResults=2000&variableName=incidentNumber",
                        "/engine-rest/history/user-operation?maxResults=2000&sortBy=timestamp&sortOrder=desc",
                        "/api/v1/incidents?size=200",
                        "/api/v1/slrs?size=200",
                        "/api/v1/repair-items?size=200",
                        "/api/v1/baselines?size=200",
                        "/api/v1/patterns?size=200",
                        "/api/v1/messages?size=200")) {
                    assertThat(http.get(outside, path).body())
                            .as("%s at %s", outside, path)
                            .doesNotContain(number, secret);
                    if (!path.contains("/baselines") && !path.contains("/patterns")) {
                        // what was published says by a code name where it came from
                        assertThat(http.get(outside, path).body())
                                .as("%s at %s", outside, path)
                                .doesNotContain("restricted-");
                    }
                }
            }
        } finally {
            clock.set(before);
        }
    }

    /** Other tests let auditors know of incidents of theirs. */
    private void nobodyKnowsOfOthers() {
        jdbc.sql(
                        "update response.clearance set revoked_at = granted_at where kind = 'NEED_TO_KNOW' and revoked_at is null")
                .update();
    }

    /** Tables of the engine that hold something of the incident without its tenant. */
    private List<String> outsideItsTenant(String number) {
        List<String> leaks = new ArrayList<>();
        jdbc.sql("select i.table_name || '|' || i.column_name from information_schema.columns i"
                        + " join information_schema.columns t on t.table_schema = i.table_schema"
                        + " and t.table_name = i.table_name and t.column_name = 'tenant_id_'"
                        + " where i.table_schema = current_schema() and i.table_name like 'act\\_%'"
                        + " and i.column_name in ('proc_inst_id_', 'process_instance_id_')")
                .query(String.class)
                .list()
                .forEach(found -> {
                    String[] column = found.split("\\|");
                    long rows = jdbc.sql("select count(*) from " + column[0] + " where tenant_id_ is null and "
                                    + column[1] + " in (select id_ from act_hi_procinst where business_key_ = ?)")
                            .param(number)
                            .query(Long.class)
                            .single();
                    if (rows > 0) {
                        leaks.add(column[0] + ": " + rows);
                    }
                });
        return leaks;
    }

    private List<String> processesOf(String number) {
        return jdbc.sql(
                        "select distinct proc_def_key_ from act_hi_procinst where business_key_ = ? and tenant_id_ is not null")
                .param(number)
                .query(String.class)
                .list();
    }

    private void firstResponse(Colleagues colleagues) {
        colleagues.complete("responder", "acknowledge", Map.of("note", "On it " + secret));
        colleagues.complete(
                "responder",
                "triage",
                Map.of(
                        "verdict", "TRUE_POSITIVE",
                        "functionalImpact", "SIGNIFICANT",
                        "scope", "SINGLE_PRODUCT",
                        "exploitation", "CONFIRMED",
                        "dataAtRisk", "CONFIDENTIAL",
                        "reviewNominated", true,
                        "notes", secret));
        colleagues.complete(
                "incident-commander",
                "assemble",
                Map.of("incidentCommander", "incident-commander", "communicationsLead", "communications-lead"));
        colleagues.complete(
                "responder",
                "planContainment",
                Map.of(
                        "plan",
                        List.of(Map.of("action", secret, "target", secret, "by", "PERSON", "owner", "responder"))));
        colleagues.complete("responder", "containByHand", Map.of("outcome", "DONE", "result", secret));
        colleagues.complete("responder", "verifyContainment", Map.of("contained", "true", "evidence", secret));
        colleagues.complete(
                "communications-lead",
                "assessObligations",
                Map.of(
                        "awareAt",
                        clock.instant().minus(Duration.ofMinutes(5)).toString(),
                        "personalData",
                        true,
                        "euPersonalData",
                        true,
                        "reasoning",
                        secret));
        colleagues.complete("responder", "investigateScope", Map.of("findings", secret, "scopeKnown", "true"));
    }

    private void remediation(Colleagues colleagues) {
        colleagues.complete(
                "product-engineer",
                "planRemediation",
                Map.of(
                        "lead",
                        "product-engineer",
                        "approach",
                        secret,
                        "steps",
                        List.of(
                                Map.of("phase", "ERADICATION", "step", secret),
                                Map.of("phase", "RECOVERY", "step", secret)),
                        "criterion",
                        secret));
        colleagues.complete(
                "product-engineer",
                "eradicate",
                Map.of(
                        "progress",
                        "WAITING",
                        "waitingFor",
                        secret,
                        "waitingReason",
                        secret,
                        "waitingUntil",
                        clock.instant().plus(Duration.ofDays(1)).toString()));
        colleagues.complete("incident-commander", "approveWait", Map.of("decision", "APPROVE", "reason", secret));
        colleagues.complete("product-engineer", "waitOutside", Map.of("outcome", secret));
        colleagues.complete("product-engineer", "eradicate", Map.of("doneSteps", List.of("1"), "outcome", secret));
        colleagues.complete("product-engineer", "recover", Map.of("doneSteps", List.of("2"), "outcome", secret));
        colleagues.complete("responder", "verifyRemediation", Map.of("result", "VERIFIED", "evidence", secret));
    }

    private void review(Colleagues colleagues) throws Exception {
        colleagues.complete(
                "security-operations-manager",
                "schedule",
                Map.of(
                        "facilitator",
                        "Rahel Sommer",
                        "date",
                        clock.instant().plus(Duration.ofDays(2)).toString(),
                        "meeting",
                        "https://meet.example.com/slr",
                        "attendees",
                        List.of(
                                Map.of("name", "Amara Diallo", "role", "PRODUCT_TEAM"),
                                Map.of("name", "Jonas Weber", "role", "EXECUTIVE"))));
        clock.advance(Duration.ofDays(2).plusHours(1));
        List<Map<String, Object>> whys = new ArrayList<>();
        for (int n = 1; n <= 5; n++) {
            Map<String, Object> why = new HashMap<>(Map.of(
                    "no", n, "why", "Why " + n + "?", "answer", secret, "evidence", secret, "rootCause", n == 5));
            if (n > 1) {
                why.put("parent", n - 1);
            }
            whys.add(why);
        }
        colleagues.complete(
                "security-operations-manager",
                "fiveWhy",
                Map.of(
                        "summary",
                        secret,
                        "whys",
                        whys,
                        "present",
                        List.of("Amara Diallo", "Jonas Weber"),
                        "blamelessStatement",
                        true));
        colleagues.complete(
                "governance-analyst",
                "classify",
                Map.of(
                        "causes",
                        List.of(Map.of(
                                "whyNo",
                                5,
                                "classification",
                                "CONTROL_GAP",
                                "statement",
                                secret,
                                "controls",
                                List.of("LT-3"),
                                "contributing",
                                false,
                                "standardChange",
                                true,
                                "hunt",
                                true))));
        colleagues.complete(
                "responder",
                "definePattern",
                Map.of(
                        "findingType",
                        "finding " + secret,
                        "from",
                        clock.instant().minus(Duration.ofDays(15)).toString(),
                        "to",
                        clock.instant().toString(),
                        "notSearchable",
                        secret));
        assertThat(colleagues.openTasks()).doesNotContain("confirm");
        JsonNode options = colleagues
                .shown("security-operations-manager", "repairItems")
                .get("rootCauseOptions")
                .get("value");
        JsonNode cause = (options.isTextual() ? json.readTree(options.asText()) : options)
                .get(0)
                .get("value");
        colleagues.complete(
                "security-operations-manager",
                "repairItems",
                Map.of(
                        "items",
                        List.of(Map.of(
                                "rootCauseId",
                                cause.isNumber() ? cause.asLong() : cause.asText(),
                                "itemClass",
                                "PREVENT",
                                "title",
                                secret,
                                "description",
                                secret,
                                "owner",
                                "amara.diallo",
                                "productId",
                                "PRD-1003"))));
        colleagues.complete("executive", "board", Map.of("decision", "APPROVED", "comment", secret));
    }

    private void repair(Colleagues colleagues) {
        colleagues.complete(
                "product-engineer",
                "acceptRepair",
                Map.of(
                        "answer",
                        "ACCEPT",
                        "plan",
                        secret,
                        "targetDate",
                        clock.instant().plus(Duration.ofDays(7)).toString().substring(0, 10)));
        Map<String, String> done = Map.of("outcome", "DONE", "evidence", "https://change.example.com/" + secret);
        colleagues.complete("responder", "operations", done);
        colleagues.complete("product-engineer", "engineering", done);
        colleagues.complete("governance-analyst", "governance", done);
        colleagues.complete("responder", "proof", Map.of("method", secret, "result", "PROVEN", "evidence", secret));
    }

    private void governance(Colleagues colleagues) {
        colleagues.complete(
                "governance-analyst", "confirmDecision", Map.of("decision", "CHANGE_CONTROL", "reason", secret));
        colleagues.complete(
                "governance-analyst",
                "draftChange",
                Map.of("controlIds", List.of("LT-3"), "title", "Trails", "text", secret, "scopeTags", List.of()));
        colleagues.complete("executive", "standardsBoard", Map.of("decision", "APPROVED", "comments", secret));
        colleagues.completeAll(
                "product-engineer", "rollOut", Map.of("progress", 100, "evidence", "https://change.example.com/4712"));
        if (colleagues.openTasks().contains("followAdoption")) {
            colleagues.complete("governance-analyst", "followAdoption", Map.of("decision", "ACCEPT", "reason", secret));
        }
        colleagues.complete("governance-analyst", "draftPattern", Map.of("none", true, "noneReason", secret));
    }

    private void joins(String number, String person) {
        HttpResponse<String> added = http.post(
                "incident-commander",
                "/api/v1/incidents/" + number + "/team",
                "{\"person\":\"" + person + "\",\"reason\":\"Needed\"}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    private void put(String person, String path, String example) {
        HttpResponse<String> answer;
        try {
            answer = http.send(http.request(person, path)
                    .header("Content-Type", "text/csv")
                    .PUT(HttpRequest.BodyPublishers.ofFile(Path.of("examples", example))));
        } catch (java.io.FileNotFoundException e) {
            throw new AssertionError(e);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String planted() {
        return PlantedIncident.send(http, jdbc, engine, secret, "product:PRD-1003", "tlp:red")
                .number();
    }
}

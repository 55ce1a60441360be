package io.github.integratedresponse.tasklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work that a test opens for itself and looks at through its tasks: incidents, reviews, repair items, waits. */
public final class OpenWork {

    private final Http http;
    private final JdbcClient jdbc;
    private final Engine engine;
    private final Instant now;

    /** Stands in every text, so that what is found is this work's. */
    public final String mark = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    public final String findingType = "Trail stopped " + mark;
    public final String technique = "T1562.008";
    public final String product = "PRD-" + mark;

    public OpenWork(Http http, JdbcClient jdbc, Engine engine, Instant now) {
        this.http = http;
        this.jdbc = jdbc;
        this.engine = engine;
        this.now = now;
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, ?, 'Beside', 'owner.of.it@example.com', 1, 'INTERNAL', 'INTERNET', now())")
                .param(product)
                .param("Ledger " + mark)
                .update();
    }

    /** An incident as a signal opens it, brought to its first task. */
    public String incident(String title, String observable, String... labels) {
        String all = "\"product:" + product + "\""
                + (labels.length == 0 ? "" : ", \"" + String.join("\", \"", labels) + "\"");
        HttpResponse<String> answer = http.post(
                "responder",
                "/api/v1/signals",
                """
                {"class_uid": 2004, "metadata": {"product": {"name": "Beside", "vendor_name": "Test"}, "labels": [%6$s]}, "severity_id": 4,
                 "finding_info": {"uid": "%1$s", "title": "%2$s", "desc": "What was seen, %2$s", "types": ["%3$s"],
                   "attacks": [{"technique": {"uid": "T1562"}, "sub_technique": {"uid": "%4$s"}}]},
                 "resources": [{"uid": "resource-%1$s", "labels": [%6$s]}],
                 "observables": [{"name": "src", "type": "URL String", "value": "%5$s"},
                                 {"name": "ip", "type": "IP Address", "value": "198.51.100.23"}]}"""
                        .formatted(
                                UUID.randomUUID(), escaped(title), findingType, technique, escaped(observable), all));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        engine.placeSignals();
        String number = jdbc.sql("select number from response.incident where title = ? order by id desc limit 1")
                .param(title)
                .query(String.class)
                .single();
        engine.runDueJobs(number);
        return number;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** An incident that is kept and nobody works on. */
    public long keptIncident(String type, String stage, String closureReason, String lessons) {
        String number = "INC-B-" + UUID.randomUUID();
        return jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, closure_reason, lessons, first_seen_at, opened_at, closed_at)"
                        + " values (?, ?, 'SEV2', 'AMBER', ?, 'DETECTION', ?, ?, ?, ?, ?, ?, ?) returning id")
                .param(number)
                .param("Kept " + number)
                .param(stage)
                .param(type)
                .param(number)
                .param(closureReason.isEmpty() ? null : closureReason)
                .param(lessons.isEmpty() ? null : lessons)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(now.atOffset(ZoneOffset.UTC))
                .param(stage.equals("CLOSED") ? now.atOffset(ZoneOffset.UTC) : null)
                .query(Long.class)
                .single();
    }

    public void affects(long incident, String productId) {
        jdbc.sql("insert into response.affected_product (incident_id, product_id, source, added_at)"
                        + " values (?, ?, 'signal', now())")
                .param(incident)
                .param(productId)
                .update();
    }

    public String numberOf(long incident) {
        return jdbc.sql("select number from response.incident where id = ?")
                .param(incident)
                .query(String.class)
                .single();
    }

    public long idOf(String number) {
        return jdbc.sql("select id from response.incident where number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    /** A repair item that came from no incident, at its first task. */
    public Task repairItem(String title) {
        String number = "REP-B-" + mark + "-" + UUID.randomUUID().toString().substring(0, 4);
        long session = Math.abs(UUID.randomUUID().getMostSignificantBits() >> 8);
        long proposal = jdbc.sql(
                        "insert into response.proposed_repair_item (session_id, title, description, item_class,"
                                + " owner, status, proposed_by, created_at) values (?, ?, 'Nobody watched', 'PREVENT', 'Olga Owner',"
                                + " 'OPENED', 'tester', now()) returning id")
                .param(session)
                .param(title)
                .query(Long.class)
                .single();
        long item = jdbc.sql("insert into response.repair_item (number, proposal_id, session_id, title, description,"
                        + " item_class, owner, product_id, opened_at) values (?, ?, ?, ?, 'Nobody watched', 'PREVENT',"
                        + " 'Olga Owner', ?, ?) returning id")
                .param(number)
                .param(proposal)
                .param(session)
                .param(title)
                .param(product)
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        engine.start("repair-item", number, Map.of("repairItemId", item));
        return engine.task(number, "acceptRepair");
    }

    /** The review of an incident, at its first task. */
    public Task review(long incident) {
        String number = numberOf(incident);
        engine.start(
                "security-livesite-review",
                number,
                Map.of("incidentId", incident, "incidentNumber", number, "severity", "SEV2"));
        return engine.tasks(number).stream()
                .filter(task -> task.getProcessDefinitionId().startsWith("security-livesite-review"))
                .findFirst()
                .orElseThrow();
    }

    /** The remediation of an incident whose product waits for a supplier: the promise to mitigate stands still. */
    public Task waiting(long incident) {
        String number = numberOf(incident);
        engine.start(
                "remediation", number, Map.of("incidentId", incident, "incidentNumber", number, "severity", "SEV3"));
        engine.complete(
                number,
                "planRemediation",
                Map.of(
                        "lead", "lee",
                        "approach", "Replace the library",
                        "steps",
                                List.of(
                                        Map.of("phase", "ERADICATION", "step", "Patch it"),
                                        Map.of("phase", "RECOVERY", "step", "Scale up")),
                        "criterion", "The old version is nowhere"));
        engine.complete(
                number,
                "eradicate",
                Map.of(
                        "progress", "WAITING",
                        "waitingFor", "ACME",
                        "waitingReason", "Only they can patch it",
                        "waitingUntil", now.plus(Duration.ofDays(3)).toString()));
        return engine.task(number, "waitOutside");
    }
}

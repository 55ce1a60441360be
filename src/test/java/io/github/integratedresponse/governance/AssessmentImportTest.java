package io.github.integratedresponse.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class AssessmentImportTest {

    private static final String HEADER = "productId,control,status,score,assessedOn,evidence\n";

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Assessments assessments;

    final String product = "A-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void aProduct() {
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Product', 'Assessed', 'o@example.com', 1, 'INTERNAL', 'INTERNAL', now())")
                .param(product)
                .update();
    }

    @Test
    void theExamplesAreImportedAsCsvAndAreTheSameAsJson() throws Exception {
        assertThat(http.send(http.request("process-owner", "/api/v1/products")
                                .header("Content-Type", "text/csv")
                                .PUT(HttpRequest.BodyPublishers.ofFile(Path.of("examples/products.csv"))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(csv(Files.readString(Path.of("examples/assessments.csv"))).statusCode())
                .isEqualTo(200);
        HttpResponse<String> same =
                put("governance-analyst", "application/json", Files.readString(Path.of("examples/assessments.json")));

        assertThat(counts(same)).isEqualTo("0 0 400");
        assertThat(json.readTree(http.get("auditor", "/api/v1/assessments?product=PRD-1003&control=lt-3")
                                .body())
                        .at("/items/0/status")
                        .asText())
                .isEqualTo("NON_COMPLIANT");
    }

    @Test
    void anImportSaysWhatItChanged() throws Exception {
        assertThat(counts(csv(HEADER + row("LT-3", "compliant", 90) + row("lt-4", "Not Applicable", 0))))
                .isEqualTo("2 0 0");
        assertThat(counts(csv(HEADER + row("LT-3", "non-compliant", 10) + row("LT-4", "NOT_APPLICABLE", 0))))
                .isEqualTo("0 1 1");
    }

    @Test
    void everyProblemOfEveryRowIsNamedAndNothingChanges() throws Exception {
        long before = assessments.count();
        HttpResponse<String> response = csv(HEADER
                + row("LT-3", "compliant", 90)
                + row("lt-3", "splendid", 101)
                + "nobody,ZZ-9,compliant,1.5,yesterday,=cmd()\n"
                + product + ",LT-4\n");

        assertThat(response.statusCode()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        json.readTree(response.body())
                .get("problems")
                .forEach(problem -> fields.add(problem.get("field").asText()));
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "rows[2].control",
                        "rows[2].status",
                        "rows[2].score",
                        "rows[3].productId",
                        "rows[3].control",
                        "rows[3].score",
                        "rows[3].assessedOn",
                        "rows[3].evidence",
                        "rows[4].status",
                        "rows[4].score",
                        "rows[4].assessedOn");
        assertThat(assessments.count()).isEqualTo(before);
    }

    @Test
    void onlyThoseWhoKeepTheStandardMayImport() {
        String body = HEADER + row("LT-3", "compliant", 90);
        for (String role : List.of("governance-analyst", "administrator")) {
            assertThat(put(role, "text/csv", body).statusCode()).as(role).isEqualTo(200);
        }
        for (String role : List.of("responder", "process-owner", "auditor", "executive")) {
            assertThat(put(role, "text/csv", body).statusCode()).as(role).isEqualTo(403);
        }
    }

    private String row(String control, String status, int score) {
        return "%s,%s,%s,%d,2026-02-13,seen\n".formatted(product, control, status, score);
    }

    private HttpResponse<String> csv(String body) {
        return put("governance-analyst", "text/csv", body);
    }

    private HttpResponse<String> put(String account, String type, String body) {
        return http.send(http.request(account, "/api/v1/assessments")
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String counts(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode counts = json.readTree(response.body());
        return counts.get("created") + " " + counts.get("updated") + " " + counts.get("unchanged");
    }
}

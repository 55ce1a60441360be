package io.github.integratedresponse.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.WebSession;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The platform's side: from a signal to the closed incident, each task by its form and by somebody whose task it is, in a session. */
final class PlatformLoop extends LoopSide {

    private static final String ENGINE = "/camunda/api/engine/engine/default/task/";

    private final PlatformUnderTest platform;
    private final Http http;
    private final Findings findings = new Findings();
    private final AtomicLong products = new AtomicLong();
    private final Map<String, WebSession> people = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    PlatformLoop(PlatformUnderTest platform) {
        this.platform = platform;
        this.http = new Http(new MockEnvironment()
                .withProperty(
                        "local.server.port", String.valueOf(platform.program().port())));
    }

    @Override
    JdbcClient jdbc() {
        return platform.jdbc();
    }

    @Override
    String begin() throws IOException, InterruptedException {
        String product = "VOL-" + products.incrementAndGet();
        jdbc().sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Measured', 'Volume', 'o@example.com', 2, 'INTERNAL', 'INTERNAL', now())")
                .param(product)
                .update();
        String finding = findings.about(product);
        try (KeptConnection client = platform.client()) {
            KeptConnection.Answer answer = client.post("/api/v1/signals", "application/json", finding);
            if (answer.status() != 202) {
                throw new IOException("Refused: " + answer);
            }
        }
        String[] number = new String[1];
        PlatformUnderTest.within(Duration.ofSeconds(60), () -> (number[0] = incidentOf(product)) != null);
        return number[0];
    }

    private @Nullable String incidentOf(String product) {
        return jdbc().sql("select " + OWN + " i.number from response.affected_product a join response.incident i"
                        + " on i.id = a.incident_id where a.product_id = ?")
                .param(product)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    @Override
    boolean complete(String incident, Open task) throws IOException {
        FirstHour.Answer answer =
                FirstHour.to(task.key(), task.key().equals("repairItems") ? rootCause(incident) : null);
        if (answer == null) {
            return false;
        }
        WebSession session = people.computeIfAbsent(answer.person(), name -> WebSession.of(http, name));
        done(
                session.post(ENGINE + task.id() + "/claim", json.writeValueAsString(Map.of("userId", answer.person()))),
                task);
        done(
                session.post(
                        ENGINE + task.id() + "/submit-form",
                        json.writeValueAsString(Map.of("variables", variables(answer.form())))),
                task);
        return true;
    }

    private long rootCause(String incident) {
        return jdbc().sql("select " + OWN
                        + " c.id from response.root_cause c join response.review r on r.id = c.review_id"
                        + " join response.incident i on i.id = r.incident_id where i.number = ?")
                .param(incident)
                .query(Long.class)
                .single();
    }

    private static void done(HttpResponse<String> answer, Open task) throws IOException {
        if (answer.statusCode() != 204) {
            throw new IOException(task.key() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private Map<String, Object> variables(Map<String, ?> form) throws IOException {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Map.Entry<String, ?> field : form.entrySet()) {
            variables.put(
                    field.getKey(),
                    field.getValue() instanceof List<?> list
                            ? Map.of("value", json.writeValueAsString(list), "type", "Json")
                            : Map.of("value", field.getValue()));
        }
        return variables;
    }
}

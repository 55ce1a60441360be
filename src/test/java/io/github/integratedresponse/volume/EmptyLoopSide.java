package io.github.integratedresponse.volume;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The other side: the same diagrams and tasks over the engine's own REST, with the same scalars and nothing else. */
final class EmptyLoopSide extends LoopSide {

    private final EmptyLoop bare;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Map<String, Object>> scalars;

    EmptyLoopSide(EmptyLoop bare) throws IOException {
        this.bare = bare;
        try (InputStream text = new ClassPathResource("volume/scalars.json").getInputStream()) {
            this.scalars = json.readValue(text, new TypeReference<>() {});
        }
    }

    @Override
    JdbcClient jdbc() {
        return bare.jdbc();
    }

    @Override
    String begin() throws IOException {
        try (KeptConnection client = bare.client()) {
            return EmptyLoop.begin(client);
        }
    }

    @Override
    boolean complete(String businessKey, Open task) throws IOException {
        FirstHour.Answer answer = FirstHour.to(task.key(), null);
        if (answer == null) {
            return false;
        }
        String path = "/engine-rest/task/" + task.id();
        Map<String, Object> variables = new LinkedHashMap<>();
        scalars.getOrDefault(task.key(), Map.of())
                .forEach((name, value) -> variables.put(name, Map.of("value", value)));
        try (KeptConnection client = bare.client()) {
            done(
                    client.post(
                            path + "/claim",
                            "application/json",
                            json.writeValueAsString(Map.of("userId", answer.person()))),
                    task);
            done(
                    client.post(
                            path + "/complete",
                            "application/json",
                            json.writeValueAsString(Map.of("variables", variables))),
                    task);
        }
        return true;
    }

    private static void done(KeptConnection.Answer answer, Open task) throws IOException {
        if (answer.status() != 204) {
            throw new IOException(task.key() + ": " + answer);
        }
    }
}

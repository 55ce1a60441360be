package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The other people of one incident: they work their tasks over the engine's REST, each with no more than their own role. */
public final class Colleagues {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final Engine engine;
    private final String incident;

    public Colleagues(Http http, Engine engine, String incident) {
        this.http = http;
        this.engine = engine;
        this.incident = incident;
    }

    /** Claims and completes the one open task of this kind. */
    public void complete(String person, String taskKey, Map<String, ?> form) {
        List<JsonNode> open = open(person, taskKey);
        assertThat(open)
                .as("tasks %s that %s sees among %s", taskKey, person, openTasks())
                .hasSize(1);
        complete(person, open.get(0), form);
    }

    /** Claims and completes every open task of this kind, one for each branch. */
    public void completeAll(String person, String taskKey, Map<String, ?> form) {
        List<JsonNode> open = open(person, taskKey);
        assertThat(open)
                .as("tasks %s that %s sees among %s", taskKey, person, openTasks())
                .isNotEmpty();
        while (!open.isEmpty()) {
            open.forEach(task -> complete(person, task, form));
            open = open(person, taskKey);
        }
    }

    public List<String> openTasks() {
        return engine.tasks(incident).stream()
                .map(task -> task.getTaskDefinitionKey())
                .sorted()
                .toList();
    }

    public String idOf(String person, String taskKey) {
        return open(person, taskKey).get(0).get("id").asText();
    }

    /** What the form of the one open task of this kind shows. */
    public JsonNode shown(String person, String taskKey) {
        String task = idOf(person, taskKey);
        return read(http.get(person, "/engine-rest/task/" + task + "/form-variables"));
    }

    private List<JsonNode> open(String person, String taskKey) {
        JsonNode tasks = read(http.get(
                person,
                "/engine-rest/task?processInstanceBusinessKey=" + incident + "&taskDefinitionKey=" + taskKey
                        + "&maxResults=100"));
        List<JsonNode> open = new ArrayList<>();
        tasks.forEach(open::add);
        return open;
    }

    private void complete(String person, JsonNode task, Map<String, ?> form) {
        String path = "/engine-rest/task/" + task.get("id").asText();
        HttpResponse<String> claimed = http.post(person, path + "/claim", write(Map.of("userId", person)));
        assertThat(claimed.statusCode()).as(claimed.body()).isEqualTo(204);
        HttpResponse<String> submitted =
                http.post(person, path + "/submit-form", write(Map.of("variables", variables(form))));
        assertThat(submitted.statusCode())
                .as("%s completes %s: %s", person, task.get("taskDefinitionKey"), submitted.body())
                .isEqualTo(204);
        engine.runDueJobs(incident);
    }

    private static Map<String, Object> variables(Map<String, ?> form) {
        Map<String, Object> variables = new LinkedHashMap<>();
        form.forEach((name, value) -> variables.put(
                name,
                value instanceof List<?> list ? Map.of("value", write(list), "type", "Json") : Map.of("value", value)));
        return variables;
    }

    private static JsonNode read(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}

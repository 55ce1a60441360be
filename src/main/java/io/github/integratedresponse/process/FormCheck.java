package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.Problem;

/** A form has fields, texts and tables; it frames no page, loads no picture and brings no HTML, for it opens in the session of whoever has the task. */
class FormCheck {

    private static final Set<String> TYPES = Set.of(
            ("default text textfield textarea number checkbox checklist radio select taglist datetime dynamiclist group table"
                            + " separator spacer")
                    .split(" "));
    private static final Pattern ACTIVE = Pattern.compile(
            "!\\[|<\\s*[a-zA-Z/!?]|&#|\\b(javascript|vbscript|data)\\s*:|]\\s*\\(\\s*(?!https?://)|^\\s*\\[[^]]*]:",
            Pattern.CASE_INSENSITIVE);

    private final ObjectMapper json = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    List<Problem> problems(byte[] file) {
        List<Problem> problems = new ArrayList<>();
        try {
            JsonNode form = json.readTree(file);
            if (form == null || !form.isObject()) {
                return List.of(new RefusedResource("is not a form"));
            }
            component(form, problems);
        } catch (JsonProcessingException e) {
            problems.add(new RefusedResource("is not valid JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            problems.add(new RefusedResource("can't be read"));
        }
        return problems;
    }

    private void component(JsonNode component, List<Problem> problems) {
        String id = component.path("id").asText("");
        String who = component.path("type").asText("?") + (id.isEmpty() ? "" : " (" + id + ")");
        if (!TYPES.contains(component.path("type").asText(""))) {
            problems.add(new RefusedResource(who + " is not among the components that a form may have", 0, 0, id));
        }
        component.properties().forEach(property -> {
            if (property.getKey().equals("components") && property.getValue().isArray()) {
                property.getValue().forEach(child -> component(child, problems));
            } else {
                texts(who, id, property.getValue(), problems);
            }
        });
    }

    private void texts(String who, String id, JsonNode value, List<Problem> problems) {
        if (value.isContainerNode()) {
            value.forEach(child -> texts(who, id, child, problems));
        } else if (value.isTextual() && active(value.asText())) {
            problems.add(new RefusedResource(
                    who + " carries HTML, a picture or an active link in " + value.asText(), 0, 0, id));
        }
    }

    /** In a formula of FEEL a smaller-than sign is none of HTML's. */
    private static boolean active(String text) {
        return ACTIVE.matcher(text.startsWith("=") ? text.replace("<", "") : text)
                .find();
    }
}

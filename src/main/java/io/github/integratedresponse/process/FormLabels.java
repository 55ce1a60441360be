package io.github.integratedresponse.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the fields of a form are called on it, so that a person reads of them by the names in front of them. */
class FormLabels {

    private static final Pattern STEP = Pattern.compile("([^\\[]+)(?:\\[(\\d+)])?");

    private final Map<String, String> labels = new HashMap<>();

    /** @param form the form as it was deployed; empty when nobody has it, then every field keeps its own name */
    static FormLabels of(byte[] form, ObjectMapper json) {
        FormLabels labels = new FormLabels();
        if (form.length > 0) {
            try {
                labels.read(json.readTree(form).path("components"), "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return labels;
    }

    private void read(JsonNode components, String path) {
        for (JsonNode component : components) {
            String key = component.path("key").asText(component.path("path").asText(""));
            String label =
                    component.path("label").asText(component.path("dateLabel").asText(""));
            if (!key.isEmpty() && !label.isBlank()) {
                labels.put(path + key, label.strip());
            }
            read(component.path("components"), key.isEmpty() ? path : path + key + ".");
        }
    }

    /** @return such as {@code Whys 2, Evidence: must be given} for {@code whys[2].evidence} */
    String worded(Problem problem) {
        List<String> names = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (String step : problem.field().split("\\.")) {
            Matcher parts = STEP.matcher(step);
            if (!parts.matches()) {
                return problem.toString();
            }
            path.append(parts.group(1));
            String label = labels.getOrDefault(path.toString(), parts.group(1));
            names.add(parts.group(2) == null ? label : label + " " + parts.group(2));
            path.append('.');
        }
        String name = String.join(", ", names);
        return name + (name.endsWith("?") ? " " : ": ") + problem.message();
    }
}

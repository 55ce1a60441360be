package io.github.integratedresponse.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.integratedresponse.process.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object of a finding, read with tolerance: what is missing, null or empty is missing; one object stands for a list of one. What has
 * the wrong type is a problem that names the field.
 *
 * @param path how problems call this object; empty for the finding itself
 */
record Fields(JsonNode node, String path, Problems problems) {

    boolean isMissing() {
        return node.isMissingNode();
    }

    String field(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode get(String name) {
        JsonNode value = node.path(name);
        return value.isNull() || (value.isTextual() && value.textValue().isBlank()) ? MissingNode.getInstance() : value;
    }

    boolean has(String name) {
        return !get(name).isMissingNode();
    }

    Fields object(String name) {
        JsonNode value = get(name);
        boolean wrong = !value.isMissingNode() && !value.isObject();
        problems.addIf(wrong, field(name), "must be an object");
        return new Fields(wrong ? MissingNode.getInstance() : value, field(name), problems);
    }

    /** The objects of a list. */
    List<Fields> objects(String name) {
        JsonNode value = get(name);
        if (value.isObject()) {
            return List.of(new Fields(value, field(name), problems));
        }
        List<Fields> objects = new ArrayList<>();
        if (!value.isMissingNode() && !value.isArray()) {
            problems.add(field(name), "must be a list of objects");
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode entry = value.get(i);
            if (entry.isObject()) {
                objects.add(new Fields(entry, field(name) + "[" + i + "]", problems));
            } else if (!entry.isNull()) {
                problems.add(field(name) + "[" + i + "]", "must be an object");
            }
        }
        return objects;
    }

    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value.isTextual()) {
            return value.textValue().strip();
        }
        problems.addIf(!value.isMissingNode(), field(name), "must be text");
        return null;
    }

    /** A text that some tools give as a number. */
    @Nullable
    String id(String name) {
        JsonNode value = get(name);
        return value.isIntegralNumber() ? value.asText() : text(name);
    }

    /** The texts of a list; one text stands for a list of one. */
    List<String> texts(String name) {
        JsonNode value = get(name);
        if (value.isTextual()) {
            return List.of(value.textValue().strip());
        }
        List<String> texts = new ArrayList<>();
        problems.addIf(!value.isMissingNode() && !value.isArray(), field(name), "must be a list of texts");
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode entry = value.get(i);
                if (entry.isTextual() && !entry.textValue().isBlank()) {
                    texts.add(entry.textValue().strip());
                } else {
                    problems.addIf(!entry.isTextual() && !entry.isNull(), field(name) + "[" + i + "]", "must be text");
                }
            }
        }
        return texts;
    }

    /** A whole number, or a text that is one; {@code null} when it is missing or has any other form, which is a problem. */
    @Nullable
    Integer number(String name) {
        JsonNode value = get(name);
        if (value.isMissingNode()) {
            return null;
        }
        try {
            if ((value.isNumber() || value.isTextual()) && value.asText().length() <= 40) {
                return new BigDecimal(value.asText().strip()).intValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below, as for any other form
        }
        problems.add(field(name), "must be a whole number");
        return null;
    }

    JsonNode raw(String name) {
        return get(name);
    }
}

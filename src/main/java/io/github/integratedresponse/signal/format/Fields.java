package io.github.integratedresponse.signal.format;

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
 */
final class Fields {

    private static final int NO_INDEX = -1;

    private final JsonNode node;
    private final @Nullable Fields in;
    private final String name;
    private final int index;
    private final Problems problems;

    /** @param path how problems call this object; empty for the finding itself */
    Fields(JsonNode node, String path, Problems problems) {
        this(node, null, path, NO_INDEX, problems);
    }

    private Fields(JsonNode node, @Nullable Fields in, String name, int index, Problems problems) {
        this.node = node;
        this.in = in;
        this.name = name;
        this.index = index;
        this.problems = problems;
    }

    JsonNode node() {
        return node;
    }

    Problems problems() {
        return problems;
    }

    /** How problems call this object. Put together when it is asked for, which is hardly ever. */
    String path() {
        String own = in == null ? name : in.field(name);
        return index == NO_INDEX ? own : own + "[" + index + "]";
    }

    boolean isMissing() {
        return node.isMissingNode();
    }

    String field(String of) {
        String path = path();
        return path.isEmpty() ? of : path + "." + of;
    }

    private void problemIf(boolean wrong, String of, String message) {
        if (wrong) {
            problems.add(field(of), message);
        }
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
        problemIf(wrong, name, "must be an object");
        return new Fields(wrong ? MissingNode.getInstance() : value, this, name, NO_INDEX, problems);
    }

    /** The objects of a list. */
    List<Fields> objects(String name) {
        JsonNode value = get(name);
        if (value.isObject()) {
            return List.of(new Fields(value, this, name, NO_INDEX, problems));
        }
        List<Fields> objects = new ArrayList<>();
        if (!value.isMissingNode() && !value.isArray()) {
            problems.add(field(name), "must be a list of objects");
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode entry = value.get(i);
            if (entry.isObject()) {
                objects.add(new Fields(entry, this, name, i, problems));
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
        problemIf(!value.isMissingNode(), name, "must be text");
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
        problemIf(!value.isMissingNode() && !value.isArray(), name, "must be a list of texts");
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode entry = value.get(i);
                if (entry.isTextual() && !entry.textValue().isBlank()) {
                    texts.add(entry.textValue().strip());
                } else {
                    problemIf(!entry.isTextual() && !entry.isNull(), name + "[" + i + "]", "must be text");
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
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
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

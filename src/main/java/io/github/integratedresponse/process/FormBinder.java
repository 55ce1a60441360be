package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what a form submitted into a typed record, and says of every field that can't be read why. */
@Component
class FormBinder {

    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_LIST = 500;

    private final ObjectMapper json;

    FormBinder(ObjectMapper json) {
        this.json = json;
    }

    /** @return the record; components that could not be read are {@code null} and named in {@code problems} */
    <T extends Record> T bind(Class<T> type, Map<String, ?> submitted, Problems problems) {
        return record(type, json.valueToTree(plain(submitted)), "", problems);
    }

    private Map<String, @Nullable Object> plain(Map<String, ?> submitted) {
        var values = new java.util.LinkedHashMap<String, @Nullable Object>();
        submitted.forEach((name, value) -> values.put(name, readable(value)));
        return values;
    }

    private @Nullable Object readable(@Nullable Object value) {
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        // Spin's JSON node says itself as text
        if (value != null && value.getClass().getName().startsWith("org.camunda.spin.")) {
            try {
                return json.readTree(value.toString());
            } catch (JsonProcessingException e) {
                return value.toString();
            }
        }
        return value;
    }

    private <T extends Record> T record(Class<T> type, JsonNode node, String path, Problems problems) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            Object value = value(components[i].getGenericType(), node.get(name), path + name, problems);
            values[i] = value == null ? nothing(components[i].getType()) : value;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    type + " must accept any values; check them with constraints", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A primitive component can't be absent. */
    private static @Nullable Object nothing(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private @Nullable Object value(Type type, @Nullable JsonNode node, String field, Problems problems) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], node, field, problems);
        }
        Class<?> target = (Class<?>) type;
        if (node == null || node.isNull() || (node.isTextual() && node.asText().isBlank())) {
            return null;
        }
        if (target.isRecord()) {
            if (!node.isObject()) {
                problems.add(field, "has the wrong form");
                return null;
            }
            return record(target.asSubclass(Record.class), node, field + ".", problems);
        }
        if (node.isContainerNode()) {
            problems.add(field, "must be a single value");
            return null;
        }
        return scalar(target, node.asText().strip(), field, problems);
    }

    private List<Object> list(Type element, @Nullable JsonNode node, String field, Problems problems) {
        if (node == null || node.isNull() || (node.isTextual() && node.asText().isBlank())) {
            return List.of();
        }
        if (!node.isArray()) {
            problems.add(field, "must be a list");
            return List.of();
        }
        if (node.size() > LONGEST_LIST) {
            problems.add(field, "may hold " + LONGEST_LIST + " entries at most");
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = value(element, node.get(i), field + "[" + (i + 1) + "]", problems);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private static @Nullable Object scalar(Class<?> target, String text, String field, Problems problems) {
        try {
            if (target == String.class) {
                if (text.length() > LONGEST_TEXT) {
                    problems.add(field, "may be " + LONGEST_TEXT + " characters long at most");
                    return null;
                }
                if (text.indexOf('\0') >= 0) {
                    problems.add(field, "contains a character that can't be stored");
                    return null;
                }
                return text;
            }
            if (target == boolean.class || target == Boolean.class) {
                return truth(text);
            }
            if (target == int.class || target == Integer.class) {
                return new BigDecimal(text).intValueExact();
            }
            if (target == long.class || target == Long.class) {
                return new BigDecimal(text).longValueExact();
            }
            if (target == BigDecimal.class) {
                return new BigDecimal(text);
            }
            if (target == LocalDate.class) {
                return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            }
            if (target == Instant.class) {
                Instant time = instant(text);
                problems.addUnlessInCalendar(field, time);
                return time;
            }
            if (target.isEnum()) {
                return constant(target, text, field, problems);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            problems.add(field, "must be a whole number");
            return null;
        } catch (DateTimeException e) {
            problems.add(
                    field,
                    target == LocalDate.class
                            ? "must be a date such as 2026-03-31"
                            : "must be a date and time such as 2026-03-31T14:05Z");
            return null;
        } catch (IllegalArgumentException e) {
            problems.add(field, "must be yes or no");
            return null;
        }
        throw new IllegalStateException(field + " has a type that no form can carry: " + target);
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** A time without an offset is UTC, as everything on this platform. */
    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noOffset) {
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    private static @Nullable Object constant(Class<?> target, String text, String field, Problems problems) {
        Object[] constants = target.getEnumConstants();
        String wanted = text.replace('-', '_').replace(' ', '_');
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(wanted)) {
                return constant;
            }
        }
        problems.add(
                field,
                "must be one of "
                        + Arrays.stream(constants)
                                .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return null;
    }
}

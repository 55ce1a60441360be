package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON from outside: one object, or a list of items that are judged one by one.
 *
 * <p>What no database can store is replaced on reading, because an attacker who writes a NUL into a file name must not be able to make
 * a finding disappear: NUL and half surrogate pairs become U+FFFD.
 *
 * @param list whether the body was a list
 */
public record JsonBody(boolean list, List<Item> items) {

    public static final int DEEPEST = 100;

    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_PROBLEMS = 20;
    private static final String BEYOND =
            "goes beyond a limit: %d levels of nesting, %d digits to a number, %d characters to a name"
                    .formatted(DEEPEST, LONGEST_NUMBER, LONGEST_NAME);
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    // the size of the body is limited already, and one text may fill it
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * @param value what the item says
     * @param text the item exactly as it came
     * @param problems names that are given twice; the first of them, if there are many
     */
    public record Item(JsonNode value, String text, List<Problem> problems) {}

    /** @throws InvalidInput when the text isn't JSON, is neither an object nor a list, or goes beyond a limit */
    public static JsonBody read(String text, int mostItems) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new InvalidInput("body", "is empty");
            }
            if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
                throw new InvalidInput("body", "must be an object or a list of objects");
            }
            List<Item> items = new ArrayList<>();
            if (first == JsonToken.START_OBJECT) {
                items.add(item(parser, text));
            } else {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (items.size() == mostItems) {
                        throw new InvalidInput("body", "may list " + mostItems + " items at most");
                    }
                    items.add(item(parser, text));
                }
            }
            if (parser.nextToken() != null) {
                throw new InvalidInput("body", "goes on after its end" + place(parser.currentTokenLocation()));
            }
            return new JsonBody(first == JsonToken.START_ARRAY, List.copyOf(items));
        } catch (StreamConstraintsException e) {
            throw new InvalidInput("body", BEYOND);
        } catch (JsonProcessingException e) {
            throw new InvalidInput("body", "is not valid JSON" + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param text one item of a stream, with whatever blanks around it
     * @throws InvalidInput when the text isn't one JSON value, or goes beyond a limit
     */
    public static Item item(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new InvalidInput("item", "is empty");
            }
            Item item = item(parser, text);
            if (parser.nextToken() != null) {
                throw new InvalidInput("item", "goes on after its end" + place(parser.currentTokenLocation()));
            }
            return item;
        } catch (StreamConstraintsException e) {
            throw new InvalidInput("item", BEYOND);
        } catch (JsonProcessingException e) {
            throw new InvalidInput("item", "is not valid JSON" + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static Item item(JsonParser parser, String text) throws IOException {
        Problems problems = new Problems();
        int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        JsonStreamContext around = parser.getParsingContext().getParent();
        JsonNode value = value(parser, around, problems);
        int end = Math.toIntExact(parser.currentLocation().getCharOffset());
        return new Item(value, text.substring(start, end), problems.list());
    }

    private static JsonNode value(JsonParser parser, @Nullable JsonStreamContext around, Problems problems)
            throws IOException {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = make.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = storable(parser.currentName());
                    if (object.has(name) && problems.list().size() < MOST_PROBLEMS) {
                        problems.add(path(parser.getParsingContext(), around), "is given twice");
                    }
                    parser.nextToken();
                    object.set(name, value(parser, around, problems));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = make.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser, around, problems));
                }
                yield array;
            }
            case VALUE_STRING -> make.textNode(storable(parser.getText()));
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? make.numberNode(parser.getBigIntegerValue())
                    : make.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
            case VALUE_TRUE -> make.booleanNode(true);
            case VALUE_FALSE -> make.booleanNode(false);
            case VALUE_NULL -> make.nullNode();
            default -> throw new IllegalStateException("No JSON value begins with " + parser.currentToken());
        };
    }

    /** Such as {@code resources[2].name}: where the parser is, as seen from the item. */
    private static String path(JsonStreamContext here, @Nullable JsonStreamContext around) {
        Deque<String> steps = new ArrayDeque<>();
        JsonStreamContext step = here;
        while (step != null && !step.equals(around)) {
            steps.addFirst(step.inArray() ? "[" + step.getCurrentIndex() + "]" : "." + storable(step.getCurrentName()));
            step = step.getParent();
        }
        String path = String.join("", steps);
        return path.startsWith(".") ? path.substring(1) : path;
    }

    private static JsonNode decimal(String text) {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            // the exponent is beyond what a number can have
            return JsonNodeFactory.instance.numberNode(Double.POSITIVE_INFINITY);
        }
    }

    /** The text with everything replaced that PostgreSQL can't store. */
    public static String storable(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                changed = changed == null ? new StringBuilder(text) : changed;
                changed.setCharAt(i, REPLACEMENT);
            }
        }
        return changed == null ? text : changed.toString();
    }
}

package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a finding says beside its main points. Where {@link Fields} names what has a wrong form, this leaves it out: no finding is worth
 * refusing for a hash that is a number.
 */
record Glimpse(JsonNode node) {

    /** A number of a few characters can have billions of decimals. */
    private static final int MOST_DECIMALS = 20;

    Glimpse at(String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return new Glimpse(found);
    }

    /** The entries of a list; anything else that is there stands for a list of one. */
    Stream<Glimpse> each(String... path) {
        JsonNode found = at(path).node;
        if (found.isMissingNode() || found.isNull()) {
            return Stream.empty();
        }
        return found.isArray()
                ? StreamSupport.stream(found.spliterator(), false).map(Glimpse::new)
                : Stream.of(new Glimpse(found));
    }

    boolean isObject() {
        return node.isObject();
    }

    /** A text, or a number as text; {@code null} for all else. */
    @Nullable
    String text(String... path) {
        JsonNode found = at(path).node;
        String text =
                found.isTextual() || found.isIntegralNumber() ? found.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }

    /** The first of some fields that holds a text. */
    @Nullable
    String firstText(String... names) {
        return Stream.of(names)
                .map(name -> text(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A number between 0 and {@code most}, or a text that is one; {@code null} for all else. */
    @Nullable
    BigDecimal number(int most, String... path) {
        JsonNode found = at(path).node;
        if ((!found.isNumber() && !found.isTextual()) || found.asText().length() > 40) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(found.asText().strip());
            boolean bounded = number.signum() >= 0
                    && number.compareTo(BigDecimal.valueOf(most)) <= 0
                    && number.scale() <= MOST_DECIMALS;
            return bounded ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean isTrue(String... path) {
        JsonNode found = at(path).node;
        return found.isBoolean()
                ? found.booleanValue()
                : found.isTextual()
                        && found.textValue().strip().toLowerCase(Locale.ROOT).equals("true");
    }
}

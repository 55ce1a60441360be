package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.format.Observable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that a suppression may be about. The sharpest stands first: what few signals have in common leads quickest to those that are
 * covered.
 */
enum Criterion {
    OBSERVABLE("observable", "observable", 1_000),
    ACTOR("actor", "actor", 500),
    RESOURCE("resource", "resource", 500),
    TECHNIQUE("technique", "technique", 20),
    FINDING_TYPE("findingType", "finding_type", 200),
    PRODUCT("product", "product_id", 200),
    SOURCE("source", "source", 200);

    private final String field;
    private final String column;
    private final int longest;

    Criterion(String field, String column, int longest) {
        this.field = field;
        this.column = column;
        this.longest = longest;
    }

    /** As the API spells it. */
    String field() {
        return field;
    }

    String column() {
        return column;
    }

    /** How many characters it may have, which is what a signal has of it at most. */
    int longest() {
        return longest;
    }

    static String columns() {
        return Arrays.stream(values()).map(Criterion::column).collect(Collectors.joining(", "));
    }

    /** The word by which a signal and a suppression meet; no two criteria share one. */
    String word(String text) {
        return switch (this) {
            case OBSERVABLE -> Terms.observable(text);
            case ACTOR -> Terms.actor(text);
            case RESOURCE -> Terms.resource(text);
            case TECHNIQUE -> Terms.technique(text);
            case FINDING_TYPE -> "f:" + text.toLowerCase(Locale.ROOT);
            case PRODUCT -> Terms.product(text);
            case SOURCE -> "s:" + text;
        };
    }

    /** @return all words of a signal, those of the techniques that its sub-techniques are part of too */
    static Set<String> words(Signal signal) {
        return Arrays.stream(values())
                .flatMap(criterion -> criterion.of(signal).map(criterion::word))
                .collect(Collectors.toSet());
    }

    private Stream<String> of(Signal signal) {
        return switch (this) {
            case OBSERVABLE -> signal.observables().stream().map(Observable::value);
            case ACTOR -> signal.actors().stream();
            case RESOURCE -> signal.resources().stream();
            case TECHNIQUE -> withWhatTheyArePartOf(signal.techniques());
            case FINDING_TYPE -> Stream.of(signal.findingType());
            case PRODUCT -> signal.productIds().stream();
            case SOURCE -> Stream.of(signal.source());
        };
    }

    private static Stream<String> withWhatTheyArePartOf(Collection<String> techniques) {
        return techniques.stream().flatMap(id -> List.of(id, id.replaceFirst("\\.\\d{3}$", "")).stream());
    }
}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a signal is about, as keys under which open incidents are kept. The function {@code keys_of_incident} of the database makes the
 * same ones from what is stored.
 */
final class SignalKeys {

    /** A signal of a scanner can name a hundred techniques on as many products; the first of them say what it is about. */
    private static final int MOST_PAIRS = 64;

    private static final String TECHNIQUE = "k:";
    private static final String PRODUCT = "p:";
    private static final String SEVERITY = "s:";

    private SignalKeys() {}

    /** @return what an incident must share with the signal to be related to it; the strongest relation first */
    static Map<String, Relation> relating(Signal signal) {
        Map<String, Relation> keys = new LinkedHashMap<>();
        keys.put("x:" + signal.correlationKey(), Relation.SAME_THING);
        signal.actors().forEach(actor -> keys.put("a:" + actor.toLowerCase(Locale.ROOT), Relation.SAME_ACTOR));
        signal.techniques().stream()
                .flatMap(technique -> signal.productIds().stream().map(product -> "t:" + technique + "@" + product))
                .limit(MOST_PAIRS)
                .forEach(key -> keys.put(key, Relation.SAME_TECHNIQUE));
        return keys;
    }

    /** @return all keys of the signal: what it relates by, and what is known by it */
    static List<String> all(Signal signal) {
        List<String> keys = new ArrayList<>(relating(signal).keySet());
        // who knows of the worse is told nothing by the milder
        Severity rated = SignalledIncident.severity(signal);
        Stream.of(Severity.values())
                .filter(severity -> !severity.isWorseThan(rated))
                .forEach(severity -> keys.add(SEVERITY + severity));
        telling(signal).forEach(keys::add);
        return keys;
    }

    static String severity(Signal signal) {
        return SEVERITY + SignalledIncident.severity(signal);
    }

    /** @return the keys of what would be news to an incident that does not have them */
    static Stream<String> telling(Signal signal) {
        return Stream.concat(
                signal.productIds().stream().sorted().map(product -> PRODUCT + product),
                signal.techniques().stream().sorted().map(technique -> TECHNIQUE + technique));
    }

    static String inWords(String telling) {
        return (telling.startsWith(PRODUCT) ? "product " : "technique ") + telling.substring(PRODUCT.length());
    }
}

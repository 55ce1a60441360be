package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.format.Finding;
import io.github.integratedresponse.signal.format.Texts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What signals are looked for by, under one index. The database has the same as {@code response.signal_terms}. */
final class Terms {

    private static final int LONGEST = 400;

    private Terms() {}

    static List<String> of(Finding finding, Collection<String> productIds) {
        Set<String> terms = new LinkedHashSet<>();
        for (String technique : finding.techniques()) {
            terms.add(technique(technique));
            int sub = technique.length() - 4;
            if (sub > 0 && technique.charAt(sub) == '.') {
                terms.add(technique(technique.substring(0, sub)));
            }
        }
        productIds.forEach(product -> terms.add(product(product)));
        finding.resources().forEach(resource -> terms.add(resource(resource)));
        finding.actors().forEach(actor -> terms.add(actor(actor)));
        finding.observables().forEach(observable -> terms.add(observable(observable.value())));
        return List.copyOf(terms);
    }

    /** A technique finds its sub-techniques as well. */
    static String technique(String id) {
        return "t:" + id.strip().toUpperCase(Locale.ROOT);
    }

    static String product(String id) {
        return "p:" + id;
    }

    static String resource(String id) {
        return "r:" + word(id);
    }

    static String actor(String name) {
        return "a:" + word(name);
    }

    static String observable(String value) {
        return "o:" + word(value);
    }

    private static String word(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        int points = folded.codePointCount(0, folded.length());
        return points <= LONGEST
                ? folded
                : folded.substring(0, folded.offsetByCodePoints(0, LONGEST)) + Texts.digest(folded);
    }
}

package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.Suppression.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the suppression that covers a signal among thousands, each looked up by its sharpest word. */
final class SuppressionIndex {

    /** Of several, one that keeps a signal for good counts more than one that lets it wait, then the one that lasts longest. */
    private static final Comparator<Suppression> FIRST = Comparator.comparing(
                    (Suppression suppression) -> suppression.kind() == Kind.SUPPRESS ? 0 : 1)
            .thenComparing(Suppression::endsAt, Comparator.reverseOrder())
            .thenComparing(Suppression::id);

    private final Map<String, List<Suppression>> bySharpestWord = new HashMap<>();

    SuppressionIndex(Collection<Suppression> inForce) {
        for (Suppression suppression : inForce) {
            bySharpestWord
                    .computeIfAbsent(suppression.scope().words().get(0), word -> new ArrayList<>())
                    .add(suppression);
        }
    }

    Optional<Suppression> covering(Signal signal) {
        if (bySharpestWord.isEmpty()) {
            return Optional.empty();
        }
        Set<String> words = Criterion.words(signal);
        return words.stream()
                .flatMap(word -> bySharpestWord.getOrDefault(word, List.of()).stream())
                .filter(suppression -> suppression.scope().covers(signal.severityId(), words))
                .min(FIRST);
    }
}

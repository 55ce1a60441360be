package io.github.integratedresponse.signal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which signals a suppression covers: those for which all of it holds.
 *
 * @param given at least one
 * @param upToSeverityId the worst OCSF severity that is covered
 */
record Scope(Map<Criterion, String> given, int upToSeverityId) {

    /** High: what is critical or fatal is heard unless somebody says otherwise. */
    static final int USUAL_SEVERITY = 4;

    static final int WORST_SEVERITY = 6;

    private static final List<String> SEVERITIES =
            List.of("unknown", "informational", "low", "medium", "high", "critical", "fatal");

    Scope {
        given = Map.copyOf(given);
    }

    /** @return the words that a signal must have, the sharpest first */
    List<String> words() {
        return stream().map(criterion -> criterion.word(of(criterion))).toList();
    }

    /** @param words all of a signal's */
    boolean covers(int severityId, Collection<String> words) {
        return severityId <= upToSeverityId && words.containsAll(words());
    }

    /** In words for people. */
    @Override
    public String toString() {
        return stream()
                .map(criterion -> criterion.field() + " " + of(criterion))
                .collect(Collectors.joining(", ", "", ", up to severity " + SEVERITIES.get(upToSeverityId)));
    }

    private Stream<Criterion> stream() {
        return Arrays.stream(Criterion.values()).filter(given::containsKey);
    }

    private String of(Criterion criterion) {
        return Objects.requireNonNull(given.get(criterion));
    }
}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.signal.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the source of a signal says of it now that it did not say before.
 *
 * @param raised by how many steps it rates it worse; less than 0 when it rates it milder
 * @param rating how, in words; empty when it rates it as before
 * @param telling products and techniques, as {@link SignalKeys}
 * @param resources what else was hit, in words
 * @param observables how many more were seen
 */
record SignalChange(int raised, String rating, List<String> telling, List<String> resources, int observables) {

    private static final int MOST_RESOURCES = 5;

    static SignalChange of(Signal before, Signal now) {
        Severity was = SignalledIncident.severity(before);
        Severity is = SignalledIncident.severity(now);
        Set<String> told = SignalKeys.telling(before).collect(Collectors.toSet());
        List<String> resources = added(before.resources(), now.resources());
        List<String> words = new ArrayList<>(resources.stream()
                .limit(MOST_RESOURCES)
                .map(resource -> "resource " + resource)
                .toList());
        if (resources.size() > MOST_RESOURCES) {
            words.add("%d more resources".formatted(resources.size() - MOST_RESOURCES));
        }
        return new SignalChange(
                was.ordinal() - is.ordinal(),
                was == is
                        ? ""
                        : "severity %s, was %s"
                                .formatted(
                                        SignalledIncident.rated(now.severityId()),
                                        SignalledIncident.rated(before.severityId())),
                SignalKeys.telling(now).filter(key -> !told.contains(key)).toList(),
                List.copyOf(words),
                added(before.observables(), now.observables()).size());
    }

    private static <T> List<T> added(List<T> before, List<T> now) {
        Set<T> known = new HashSet<>(before);
        return now.stream().filter(value -> !known.contains(value)).distinct().toList();
    }

    /** Whether it says more, or worse, than before. */
    boolean tells() {
        return raised > 0 || !telling.isEmpty() || !resources.isEmpty() || observables > 0;
    }

    /** Everything that changed; empty when it is nothing of these. */
    String inWords() {
        List<String> words = new ArrayList<>();
        if (!rating.isEmpty()) {
            words.add(rating);
        }
        telling.stream().map(SignalKeys::inWords).forEach(words::add);
        words.addAll(resources);
        if (observables > 0) {
            words.add(observables == 1 ? "one more observable" : observables + " more observables");
        }
        return String.join("; ", words);
    }

    /** What of it an incident did not know, in words, beside how its source rates it. */
    String newsTo(Set<String> learnt) {
        return Stream.concat(telling.stream().filter(learnt::contains).map(SignalKeys::inWords), resources.stream())
                .collect(Collectors.joining("; "));
    }
}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.incident.Correlation.Action;
import io.github.integratedresponse.incident.Correlation.Question;
import io.github.integratedresponse.incident.Correlation.Ruling;
import io.github.integratedresponse.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where signals that come together go: each is compared with what is open, and with what those before it open. Nothing is written; so a
 * placement can be thrown away and made anew when the world has changed.
 */
final class Placement {

    /** One that is open, or that the first of its signals opens. */
    static final class Candidate {

        private final @Nullable OpenIncident open;
        private final int place;
        private final List<Signal> signals = new ArrayList<>();
        private Instant latest;

        private Candidate(@Nullable OpenIncident open, int place, Instant latest) {
            this.open = open;
            this.place = place;
            this.latest = latest;
        }

        /** @return {@code null} when it is yet to be opened */
        @Nullable
        OpenIncident open() {
            return open;
        }

        /** The signals that join it or open it, in the order they came. */
        List<Signal> signals() {
            return signals;
        }

        private long quietBefore(Signal signal) {
            return Math.max(0, Duration.between(latest, signal.firstSeenAt()).toHours());
        }
    }

    /** @param candidate {@code null} when the signal is only kept */
    record Placed(Signal signal, @Nullable Candidate candidate, Ruling ruling) {

        boolean opens() {
            return candidate != null && candidate.open == null && candidate.signals.get(0) == signal;
        }
    }

    private static final Comparator<Candidate> NEWEST =
            Comparator.comparingInt((Candidate candidate) -> candidate.place).reversed();

    private final Correlation.Rules rules;
    private final Instant now;
    private final Map<Long, Candidate> known = new HashMap<>();
    private final Map<String, List<Candidate>> about = new HashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private int opened;

    /** @param found newest first */
    Placement(Correlation.Rules rules, Instant now, List<OpenIncidents.Found> found) {
        this.rules = rules;
        this.now = now;
        for (OpenIncidents.Found one : found) {
            Candidate candidate = known.computeIfAbsent(
                    one.incident().id(),
                    id -> new Candidate(
                            one.incident(), -known.size(), one.incident().latestAt()));
            about.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(candidate);
        }
    }

    List<Placed> placed() {
        return placed;
    }

    /** @return those that signals join or open, in the order of their first signals */
    Set<Candidate> candidates() {
        return placed.stream()
                .map(Placed::candidate)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void place(Signal signal) {
        Ruling first = null;
        for (Map.Entry<Candidate, Relation> related : related(signal).entrySet()) {
            Candidate candidate = related.getKey();
            Stage stage = candidate.open == null ? Stage.FIRST_RESPONSE : candidate.open.stage();
            Ruling ruling =
                    rules.ask(new Question(related.getValue(), candidate.quietBefore(signal), stage, 0), signal);
            if (ruling.action() == Action.ATTACH) {
                join(signal, candidate, ruling);
                return;
            }
            if (ruling.action() == Action.KEEP) {
                placed.add(new Placed(signal, null, ruling));
                return;
            }
            if (!ruling.sound()) {
                open(signal, ruling);
                return;
            }
            first = first == null ? ruling : first;
        }
        Ruling last = rules.ask(Question.NONE, signal);
        switch (last.action()) {
            case KEEP -> placed.add(new Placed(signal, null, last));
                // why it did not join what it is related to says more
            case OPEN -> open(signal, first == null || !last.sound() ? last : first);
            case ATTACH -> open(signal, last.nothingToAttachTo());
        }
    }

    /** A signal that was placed before and stays there; those after it are compared with it. */
    void keepPlaced(Placed before) {
        OpenIncident open =
                before.candidate() == null ? null : before.candidate().open();
        if (open == null) {
            placed.add(before);
        } else {
            join(
                    before.signal(),
                    known.computeIfAbsent(open.id(), id -> new Candidate(open, -known.size(), open.latestAt())),
                    before.ruling());
        }
    }

    private void open(Signal signal, Ruling ruling) {
        join(signal, new Candidate(null, ++opened, now), ruling);
    }

    private void join(Signal signal, Candidate candidate, Ruling ruling) {
        candidate.signals.add(signal);
        if (signal.firstSeenAt().isAfter(candidate.latest)) {
            candidate.latest = signal.firstSeenAt();
        }
        SignalKeys.relating(signal).keySet().forEach(key -> {
            List<Candidate> others = about.computeIfAbsent(key, k -> new ArrayList<>());
            if (!others.contains(candidate)) {
                others.add(candidate);
            }
        });
        placed.add(new Placed(signal, candidate, ruling));
    }

    /** The strongest relation first, then the newest. */
    private Map<Candidate, Relation> related(Signal signal) {
        Map<Relation, List<Candidate>> byRelation = new LinkedHashMap<>();
        SignalKeys.relating(signal).forEach((key, relation) -> byRelation
                .computeIfAbsent(relation, r -> new ArrayList<>())
                .addAll(about.getOrDefault(key, List.of())));
        Map<Candidate, Relation> related = new LinkedHashMap<>();
        byRelation.forEach((relation, candidates) ->
                candidates.stream().sorted(NEWEST).forEach(candidate -> related.putIfAbsent(candidate, relation)));
        return related;
    }
}

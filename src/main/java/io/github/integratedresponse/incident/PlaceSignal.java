package io.github.integratedresponse.incident;

import io.github.integratedresponse.incident.Placement.Candidate;
import io.github.integratedresponse.incident.Placement.Placed;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets signals join the open incidents that are about the same thing, or opens incidents for them, as the decision {@code correlation}
 * says. Signals that come together are placed with the same few statements, however many they are.
 */
@Component
class PlaceSignal implements SignalTriage {

    static final String ACTOR = "system";

    private final Correlation correlation;
    private final OpenIncidents open;
    private final Opening opening;
    private final Joining joining;
    private final SignalChanges changes;
    private final Clock clock;

    PlaceSignal(
            Correlation correlation,
            OpenIncidents open,
            Opening opening,
            Joining joining,
            SignalChanges changes,
            Clock clock) {
        this.correlation = correlation;
        this.open = open;
        this.opening = opening;
        this.joining = joining;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<Outcome> place(List<Signal> signals) {
        if (signals.isEmpty()) {
            return List.of();
        }
        Placement placement = decided(signals);
        List<Candidate> fresh = placement.candidates().stream()
                .filter(candidate -> candidate.open() == null)
                .toList();
        List<Opening.Opened> opened = fresh.isEmpty()
                ? List.of()
                : opening.record(
                        fresh.stream()
                                .map(candidate -> SignalledIncident.from(candidate.signals()))
                                .toList(),
                        ACTOR);
        Map<Candidate, String> numbers = new HashMap<>();
        List<Joining.Join> joins = new ArrayList<>();
        for (Candidate candidate : placement.candidates()) {
            OpenIncident existing = candidate.open();
            Opening.Opened own = existing == null ? opened.get(fresh.indexOf(candidate)) : null;
            long id = own == null ? Objects.requireNonNull(existing).id() : own.id();
            numbers.put(
                    candidate, own == null ? Objects.requireNonNull(existing).number() : own.number());
            joins.add(new Joining.Join(id, existing, candidate.signals(), rulings(placement, candidate)));
        }
        joining.join(joins);
        if (!opened.isEmpty()) {
            opening.begin(opened);
        }
        return placement.placed().stream()
                .map(placed -> outcome(placed, numbers))
                .toList();
    }

    @Override
    @Transactional
    public Optional<Outcome> changed(Signal signal, Signal before, Change change) {
        if (change == Change.CLOSE) {
            changes.close(signal);
            return Optional.empty();
        }
        if (!changes.update(signal, before)) {
            return Optional.empty();
        }
        Outcome outcome = place(List.of(signal)).get(0);
        changes.placedAgain(signal, outcome);
        return Optional.of(outcome);
    }

    /** First without waiting for anyone. Only where something is to be opened is it decided once more, after whoever else opens now. */
    private Placement decided(List<Signal> signals) {
        Correlation.Rules rules = correlation.rules();
        Set<String> keys = signals.stream()
                .flatMap(signal -> SignalKeys.relating(signal).keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Placement first = new Placement(rules, clock.instant(), open.about(keys));
        signals.forEach(first::place);
        Set<Long> held = open.hold(joined(first));
        if (first.placed().stream().allMatch(placed -> stays(placed, held))) {
            return first;
        }
        open.oneOpensAtATime();
        Placement second = new Placement(rules, clock.instant(), open.about(keys));
        for (Placed placed : first.placed()) {
            if (stays(placed, held)) {
                second.keepPlaced(placed);
            } else {
                second.place(placed.signal());
            }
        }
        return second;
    }

    private static Collection<Long> joined(Placement placement) {
        return placement.candidates().stream()
                .map(Candidate::open)
                .filter(Objects::nonNull)
                .map(OpenIncident::id)
                .toList();
    }

    private static boolean stays(Placed placed, Set<Long> held) {
        return placed.candidate() == null
                || (placed.candidate().open() != null
                        && held.contains(placed.candidate().open().id()));
    }

    private static List<Correlation.Ruling> rulings(Placement placement, Candidate candidate) {
        return placement.placed().stream()
                .filter(placed -> placed.candidate() == candidate)
                .map(Placed::ruling)
                .distinct()
                .toList();
    }

    private static Outcome outcome(Placed placed, Map<Candidate, String> numbers) {
        Correlation.Ruling ruling = placed.ruling();
        if (placed.candidate() == null) {
            return new Outcome(Disposition.KEPT, null, ruling.rule(), ruling.version());
        }
        return new Outcome(
                placed.opens() ? Disposition.OPENED : Disposition.ATTACHED,
                numbers.get(placed.candidate()),
                ruling.rule(),
                ruling.version());
    }
}

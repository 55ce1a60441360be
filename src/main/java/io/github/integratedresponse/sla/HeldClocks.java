package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.TransactionMemory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Clocks that the running transaction made or locked. Nobody else moves them until it ends, so they need not be asked for again. */
final class HeldClocks {

    private record Run(String name, String activityInstanceId) {}

    private final TransactionMemory<Object, SlaClock> held = new TransactionMemory<>();
    private final TransactionMemory<Run, Boolean> without = new TransactionMemory<>();
    private final TransactionMemory<String, Boolean> begun = new TransactionMemory<>();

    /** @param clock as it stands now, made or locked by this transaction */
    SlaClock keep(SlaClock clock) {
        held.get().put(clock.id(), clock);
        held.get().put(new Run(clock.name(), clock.activityInstanceId()), clock);
        return clock;
    }

    /** @return the clock, running or stopped; empty where this transaction does not hold it */
    Optional<SlaClock> byId(long id) {
        return Optional.ofNullable(held.get().get(id));
    }

    /** As {@link #byId}. */
    Optional<SlaClock> of(String name, String activityInstanceId) {
        return Optional.ofNullable(held.get().get(new Run(name, activityInstanceId)));
    }

    /** This run of an element began in this transaction, and so did whatever runs inside it. */
    void began(String activityInstanceId) {
        begun.get().put(activityInstanceId, true);
    }

    /** These runs have no open clock of this name, and get one only from this transaction. */
    void without(String name, List<String> activityInstanceIds) {
        activityInstanceIds.forEach(run -> without.get().put(new Run(name, run), true));
    }

    /** @return those of these runs, each inside the next, that may have a clock of this name which is not held */
    List<String> unknown(String name, List<String> activityInstanceIds) {
        int old = 1
                + IntStream.range(0, activityInstanceIds.size())
                        .filter(at -> begun.get().containsKey(activityInstanceIds.get(at)))
                        .max()
                        .orElse(-1);
        return activityInstanceIds.stream()
                .skip(old)
                .filter(run -> of(name, run).isEmpty() && !without.get().containsKey(new Run(name, run)))
                .toList();
    }
}

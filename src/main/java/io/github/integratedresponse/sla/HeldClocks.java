package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.TransactionMemory;
import java.util.Optional;

/** Clocks that the running transaction made or locked. Nobody else moves them until it ends, so they need not be asked for again. */
final class HeldClocks {

    private record Run(String name, String activityInstanceId) {}

    private final TransactionMemory<Object, SlaClock> held = new TransactionMemory<>();

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
}

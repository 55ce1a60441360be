package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.WorkQueue;
import io.github.integratedresponse.process.WorkQueue.Urgency;
import io.github.integratedresponse.signal.SignalRegister.Pending;
import io.github.integratedresponse.signal.SignalTriage.Outcome;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds out what becomes of signals that are stored, and tells incidents what their sources say anew. */
@Component
class Placing {

    /** Of the engine's jobs that do it. */
    static final String TYPE = "place-signals";

    private final SignalRegister register;
    private final Signals signals;
    private final Suppressions suppressions;
    private final SignalTriage triage;
    private final WorkQueue queue;
    private final Clock clock;

    Placing(
            SignalRegister register,
            Signals signals,
            Suppressions suppressions,
            SignalTriage triage,
            WorkQueue queue,
            Clock clock) {
        this.register = register;
        this.signals = signals;
        this.suppressions = suppressions;
        this.triage = triage;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Places what it is about, in one transaction.
     *
     * @param subject ids of signals, as {@link Ranges}. What is done with already is left alone
     * @param again whether it failed before: then each has a job of its own from now on, so that one that can't be placed keeps back no
     *     other
     */
    @Transactional
    public void run(String subject, boolean again) {
        List<Long> ids = Ranges.read(subject);
        if (again && ids.size() > 1) {
            ids.forEach(id -> queue.put(TYPE, String.valueOf(id), Urgency.USUAL));
            return;
        }
        List<Pending> pending = register.pending(ids);
        // first what changes incidents: who opens some holds up all who open, and should wait for nothing more
        pending.stream().filter(one -> !one.unplaced()).forEach(this::tell);
        place(pending.stream()
                .filter(Pending::unplaced)
                .map(Pending::id)
                .sorted()
                .toList());
    }

    private void place(List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<Signal> waiting = signals.byIds(ids);
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Map<Long, Suppression> quiet = suppressions.covering(waiting);
        register.quieted(quiet, now);
        List<Signal> heard = waiting.stream()
                .filter(signal -> !quiet.containsKey(signal.id()))
                .toList();
        List<Outcome> outcomes = heard.isEmpty() ? List.of() : triage.place(heard);
        Map<Long, Outcome> byId = new LinkedHashMap<>();
        for (int n = 0; n < heard.size(); n++) {
            byId.put(heard.get(n).id(), outcomes.get(n));
        }
        register.placed(byId, now);
    }

    private void tell(Pending changed) {
        if (changed.placed() && !(changed.kept() && keptQuiet(changed.id()))) {
            // each change by itself, from what was said before it to what was said after it
            List<Signals.Said> said = signals.saidSince(changed.id(), changed.told());
            for (int n = 0; n + 1 < said.size(); n++) {
                SignalTriage.Change change = Objects.requireNonNull(said.get(n).endedBy(), "only the last goes on");
                triage.changed(said.get(n + 1).signal(), said.get(n).signal(), change)
                        .ifPresent(outcome -> register.placed(
                                Map.of(changed.id(), outcome), clock.instant().atOffset(ZoneOffset.UTC)));
            }
        }
        register.told(changed.id(), changed.revision());
    }

    /** What is only kept so far may open an incident with what it says now, unless somebody keeps it quiet. */
    private boolean keptQuiet(long id) {
        Map<Long, Suppression> quiet = suppressions.covering(signals.byIds(List.of(id)));
        register.quieted(quiet, clock.instant().atOffset(ZoneOffset.UTC));
        return !quiet.isEmpty();
    }
}

package io.github.integratedresponse.signal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Says which signals are kept quiet. */
@Component
class Suppressions {

    private final SuppressionTable table;
    private final Clock clock;

    Suppressions(SuppressionTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * What is found stays in force until the running transaction has committed: whoever ends a snooze waits for it, and so finds every
     * signal that it holds back.
     *
     * @return by the id of the signal; those that nothing covers are not in it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Long, Suppression> covering(Collection<Signal> signals) {
        Instant now = clock.instant();
        Map<Long, Suppression> covering = new HashMap<>();
        List<Suppression> inForce = table.inForce(now);
        Collection<Signal> rest = signals;
        while (!rest.isEmpty() && !inForce.isEmpty()) {
            SuppressionIndex index = new SuppressionIndex(inForce);
            Map<Long, Suppression> found = new HashMap<>();
            rest.forEach(
                    signal -> index.covering(signal).ifPresent(suppression -> found.put(signal.id(), suppression)));
            Set<Long> wanted = new HashSet<>();
            found.values().forEach(suppression -> wanted.add(suppression.id()));
            Set<Long> held = wanted.isEmpty() ? wanted : table.hold(wanted, now);
            // what ended while this was being found covers nothing; another one may
            List<Signal> again = new ArrayList<>();
            for (Signal signal : rest) {
                Suppression suppression = found.get(signal.id());
                if (suppression != null && held.contains(suppression.id())) {
                    covering.put(signal.id(), suppression);
                } else if (suppression != null) {
                    again.add(signal);
                }
            }
            rest = again;
            inForce = inForce.stream()
                    .filter(suppression -> !wanted.contains(suppression.id()) || held.contains(suppression.id()))
                    .toList();
        }
        return covering;
    }
}

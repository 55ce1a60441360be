package io.github.integratedresponse.testing;

import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Places signals by their correlation key where no stage of the loop does. */
class StandInTriage implements SignalTriage {

    private final Map<String, String> incidents = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    @Override
    public Outcome place(Signal signal) {
        String fresh = "INC-2026-%06d".formatted(900_000 + last.incrementAndGet());
        String known = incidents.putIfAbsent(signal.correlationKey(), fresh);
        return known == null ? new Outcome(Disposition.OPENED, fresh) : new Outcome(Disposition.ATTACHED, known);
    }
}

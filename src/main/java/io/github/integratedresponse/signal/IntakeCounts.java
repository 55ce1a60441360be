package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.Measured;
import io.github.integratedresponse.process.Measurement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** What this node has answered to those who send signals. */
@Component
class IntakeCounts implements Measured {

    private static final List<String> OTHERS = List.of("duplicate", "updated", "closed", Receipt.REJECTED);
    private static final String FAILED = "failed";

    private final Map<String, LongAdder> findings = new TreeMap<>();
    private final Map<Busy.Reason, LongAdder> turnedAway = new EnumMap<>(Busy.Reason.class);
    private final LongAdder accepted = new LongAdder();
    private final IntakeLimits limits;

    IntakeCounts(IntakeLimits limits) {
        this.limits = limits;
        findings.put(Receipt.ACCEPTED, accepted);
        findings.put(FAILED, new LongAdder());
        OTHERS.forEach(outcome -> findings.put(outcome, new LongAdder()));
        for (Busy.Reason reason : Busy.Reason.values()) {
            turnedAway.put(reason, new LongAdder());
        }
    }

    void answered(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            String outcome = receipt.cause() == Receipt.Cause.FAILURE ? FAILED : receipt.disposition();
            // what a new signal became is told of those that somebody waited for, and is no other outcome
            findings.getOrDefault(outcome, accepted).increment();
        }
    }

    void turnedAway(Busy.Reason reason) {
        turnedAway.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    @Override
    public List<Measurement> measure() {
        Measurement answered =
                Measurement.total("response_findings", "Findings that were sent in, by what was answered");
        findings.forEach((outcome, count) -> answered.add(count.sum(), "outcome", outcome));
        Measurement refused = Measurement.total(
                "response_signal_requests_turned_away", "Requests with signals that were answered 429, by reason");
        turnedAway.forEach((reason, count) -> refused.add(count.sum(), "reason", reason.label()));
        return List.of(
                answered,
                refused,
                Measurement.gauge("response_signal_streams", "Streams of signals that are open")
                        .add(limits.streamsOpen()));
    }
}

package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.WorkQueue.Urgency;
import io.github.integratedresponse.signal.SignalWriters.Result;
import io.github.integratedresponse.signal.format.Readers;
import io.github.integratedresponse.signal.format.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Takes findings in: each is read and stored once, a bad one never spoils its neighbours, and a job of the engine places it. */
@Component
class Intake {

    private final Readers readers;
    private final SignalWriters writers;
    private final PlacedSignals placed;
    private final Restrictions restrictions;

    Intake(Readers readers, SignalWriters writers, PlacedSignals placed, Restrictions restrictions) {
        this.readers = readers;
        this.writers = writers;
        this.placed = placed;
        this.restrictions = restrictions;
    }

    /**
     * @return what became of each finding, in the order they came, each with the place of its item in the list; what is accepted is
     *     committed
     * @throws Busy when there is too much to do; then nothing of these is taken
     */
    List<Receipt> take(List<JsonBody.Item> items, String from) {
        return take(items, from, Urgency.USUAL);
    }

    /** As {@link #take(List, String)}, and waits until those that are new are placed, for as long as {@code patience}. */
    List<Receipt> take(List<JsonBody.Item> items, String from, Duration patience) {
        return placed.await(take(items, from), patience);
    }

    /** @param urgency whether what is taken is a part of very much */
    List<Receipt> take(List<JsonBody.Item> items, String from, Urgency urgency) {
        List<Readers.Read> read = new ArrayList<>();
        List<Integer> itemOf = new ArrayList<>();
        List<Incoming> incoming = new ArrayList<>();
        for (int n = 0; n < items.size(); n++) {
            for (Readers.Read one : readers.read(items.get(n))) {
                read.add(one);
                itemOf.add(n);
                if (one.arrival() != null) {
                    incoming.add(new Incoming(one.arrival(), from, urgency));
                }
            }
        }
        Iterator<Result> results = writers.write(incoming).iterator();
        List<Receipt> receipts = new ArrayList<>();
        for (int n = 0; n < read.size(); n++) {
            Refusal refusal = read.get(n).refusal();
            Receipt receipt = refusal == null ? receipt(results.next()) : Receipt.refused(refusal);
            receipts.add(receipt.of(itemOf.get(n)));
        }
        return named(receipts);
    }

    private static Receipt receipt(Result result) {
        Stored stored = result.stored();
        return stored == null
                ? Receipt.failed(new Problem("item", "could not be taken in just now; it is safe to send it again"))
                : Receipt.stored(stored);
    }

    /** Calls incidents what the sender may call them. */
    private List<Receipt> named(List<Receipt> receipts) {
        List<String> incidents = receipts.stream()
                .map(Receipt::incident)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (incidents.isEmpty()) {
            return receipts;
        }
        var restricted = restrictions.codeNamesByKey(incidents).keySet();
        return receipts.stream()
                .map(receipt -> receipt.incident() != null && restricted.contains(receipt.incident())
                        ? receipt.became(receipt.disposition(), restrictions.nameByKey(receipt.incident()))
                        : receipt)
                .toList();
    }
}

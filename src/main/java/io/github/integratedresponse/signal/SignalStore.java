package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.WorkQueue;
import io.github.integratedresponse.process.WorkQueue.Urgency;
import io.github.integratedresponse.signal.SignalRegister.Key;
import io.github.integratedresponse.signal.Stored.Fate;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores findings, each source's each once, and has them placed: in one transaction for as many as came together. */
@Component
class SignalStore {

    /** So that a job is done soon, and nobody waits long behind it. */
    private static final int MOST_TO_A_JOB = 100;

    /** More than these are worth a job of their own at once. */
    private static final int FEW = 50;

    private final SignalRegister register;
    private final SignalRows rows;
    private final SignalPartitions partitions;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SignalStore(
            SignalRegister register,
            SignalRows rows,
            SignalPartitions partitions,
            WorkQueue queue,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.register = register;
        this.rows = rows;
        this.partitions = partitions;
        this.queue = queue;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @return one for each, in the order they came */
    List<Stored> store(List<Incoming> incoming) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        partitions.ensure(now.toInstant());
        return Objects.requireNonNull(transaction.execute(status -> new Group(incoming, now).store()));
    }

    /** Findings that are stored in one transaction. */
    private final class Group {

        private final List<Incoming> incoming;
        private final OffsetDateTime now;
        private final @Nullable Stored[] stored;
        private final Map<Urgency, List<Long>> work = new EnumMap<>(Urgency.class);

        Group(List<Incoming> incoming, OffsetDateTime now) {
            this.incoming = incoming;
            this.now = now;
            this.stored = new Stored[incoming.size()];
        }

        List<Stored> store() {
            enter();
            List<Integer> again = IntStream.range(0, stored.length)
                    .filter(n -> stored[n] == null)
                    .boxed()
                    .toList();
            if (!again.isEmpty()) {
                seeAgain(again);
            }
            work.forEach(this::haveDone);
            List<Stored> all = new ArrayList<>();
            for (Stored one : stored) {
                all.add(Objects.requireNonNull(one, "whatever came is new or known"));
            }
            return all;
        }

        /** Enters what is new, everybody in the same order, so that two who store the same wait in one direction only. */
        private void enter() {
            Map<Key, Integer> firsts = new TreeMap<>();
            for (int n = 0; n < incoming.size(); n++) {
                firsts.putIfAbsent(Key.of(incoming.get(n).finding()), n);
            }
            Map<Key, Long> fresh =
                    register.enter(firsts.values().stream().map(incoming::get).toList(), now);
            List<SignalRows.Row> entered = new ArrayList<>();
            fresh.forEach((key, id) -> {
                int n = Objects.requireNonNull(firsts.get(key));
                stored[n] = new Stored(id, Fate.ACCEPTED, null);
                entered.add(new SignalRows.Row(id, incoming.get(n)));
                toDo(id, n);
            });
            rows.insert(entered, now);
        }

        /** Notes what was known before, or came twice in this group. */
        private void seeAgain(List<Integer> again) {
            Map<Integer, KnownSignal> known = register.known(again, incoming);
            Set<KnownSignal> seen = new LinkedHashSet<>();
            for (int n : again) {
                KnownSignal signal = Objects.requireNonNull(known.get(n), "what can't be entered is there");
                Fate fate = signal.seen(incoming.get(n).finding());
                if (fate != Fate.DUPLICATE) {
                    int revision = register.changed(signal.id());
                    rows.replace(new SignalRows.Row(signal.id(), incoming.get(n)), revision, fate, now);
                    toDo(signal.id(), n);
                }
                seen.add(signal);
                stored[n] = new Stored(signal.id(), fate, signal.incident());
            }
            register.note(seen, now);
        }

        private void haveDone(Urgency urgency, List<Long> ids) {
            if (ids.size() <= FEW) {
                queue.gather(Placing.TYPE, Ranges.singly(ids), urgency);
            } else {
                Ranges.write(ids, WorkQueue.LONGEST_SUBJECT, MOST_TO_A_JOB)
                        .forEach(subject -> queue.put(Placing.TYPE, subject, urgency));
            }
        }

        private void toDo(long id, int n) {
            work.computeIfAbsent(incoming.get(n).urgency(), urgency -> new ArrayList<>())
                    .add(id);
        }
    }
}

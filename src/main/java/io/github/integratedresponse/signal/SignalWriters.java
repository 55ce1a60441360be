package io.github.integratedresponse.signal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Writes what many requests bring in few transactions: whatever has come while one group was written goes into the next. A request waits
 * until its findings are committed, so nothing is kept here that anybody was told is safe.
 */
@Component
class SignalWriters implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SignalWriters.class);

    private static final int ATTEMPTS = 3;

    /** Fewer than these wait while as few are written, and go together: a commit costs as much for one. */
    private static final int MANY = 50;

    /** How long a request waits for room before it is turned away. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final SignalStore store;
    private final IntakeProperties properties;
    private final List<Thread> writers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Queue<Delivery> queue = new ArrayDeque<>();
    private int findings;
    private long size;
    private int writingFew;
    private volatile boolean running;

    SignalWriters(SignalStore store, IntakeProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** What one request brought at a time, and the promise to tell what became of it. */
    private record Delivery(List<Incoming> findings, long size, CompletableFuture<List<Result>> done) {}

    /** What became of one finding: stored, or failed although it was tried by itself. */
    record Result(@org.jspecify.annotations.Nullable Stored stored) {}

    /**
     * @return one for each, in the order they came, when all are committed
     * @throws Busy when there is no room; then nothing of it is stored
     */
    List<Result> write(List<Incoming> incoming) {
        if (incoming.isEmpty()) {
            return List.of();
        }
        long size = incoming.stream()
                .mapToLong(one -> one.arrival().body().length())
                .sum();
        Delivery delivery = new Delivery(incoming, size, new CompletableFuture<>());
        enqueue(delivery);
        try {
            return delivery.done().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy(RETRY_AFTER);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void enqueue(Delivery delivery) {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            // one that alone is more than there is room for goes in when nothing else is there
            while (running
                    && !queue.isEmpty()
                    && (findings + delivery.findings().size() > properties.waiting()
                            || size + delivery.size() > properties.waitingSize().toBytes())) {
                if (left <= 0) {
                    throw new Busy(RETRY_AFTER);
                }
                left = room.awaitNanos(left);
            }
            if (!running) {
                throw new Busy(RETRY_AFTER);
            }
            queue.add(delivery);
            findings += delivery.findings().size();
            size += delivery.size();
            something.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy(RETRY_AFTER);
        } finally {
            lock.unlock();
        }
    }

    private void writeOn() {
        for (List<Delivery> group = next(); !group.isEmpty(); group = next()) {
            try {
                write(group, this::storeTogether);
            } finally {
                written(group);
            }
        }
    }

    /** @return what is written together next; nothing when the platform stops and all is written */
    private List<Delivery> next() {
        lock.lock();
        try {
            while (queue.isEmpty() || (writingFew > 0 && findings < MANY)) {
                if (queue.isEmpty() && !running) {
                    return List.of();
                }
                something.awaitUninterruptibly();
            }
            List<Delivery> group = new ArrayList<>();
            int taken = 0;
            for (Delivery head = queue.peek(); head != null; head = queue.peek()) {
                if (taken > 0 && taken + head.findings().size() > properties.group()) {
                    break;
                }
                group.add(queue.remove());
                taken += head.findings().size();
                findings -= head.findings().size();
                size -= head.size();
            }
            room.signalAll();
            writingFew += few(group);
            return group;
        } finally {
            lock.unlock();
        }
    }

    private static int few(List<Delivery> group) {
        return group.stream().mapToInt(one -> one.findings().size()).sum() < MANY ? 1 : 0;
    }

    private void written(List<Delivery> group) {
        lock.lock();
        try {
            writingFew -= few(group);
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private interface Storing {
        List<Result> store(List<Incoming> incoming);
    }

    private static void write(List<Delivery> group, Storing storing) {
        List<Incoming> all =
                group.stream().flatMap(one -> one.findings().stream()).toList();
        try {
            List<Result> results = storing.store(all);
            int start = 0;
            for (Delivery delivery : group) {
                int end = start + delivery.findings().size();
                delivery.done().complete(results.subList(start, end));
                start = end;
            }
        } catch (Throwable e) {
            // whoever waits must never wait in vain
            group.forEach(delivery -> delivery.done().completeExceptionally(e));
            throw e;
        }
    }

    private List<Result> storeTogether(List<Incoming> incoming) {
        try {
            return store.store(incoming).stream().map(Result::new).toList();
        } catch (RuntimeException e) {
            LOG.debug("{} findings could not be written together", incoming.size(), e);
            return incoming.stream().map(this::persistently).toList();
        }
    }

    /** A step that failed left nothing behind, so it is tried again: most failures are two neighbours meeting in the database. */
    private Result persistently(Incoming one) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Result(store.store(List.of(one)).get(0));
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    LOG.error("A finding could not be taken in, after {} attempts", ATTEMPTS, e);
                    return new Result(null);
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(20L * attempt, 60L * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many findings wait to be written. */
    int waiting() {
        lock.lock();
        try {
            return findings;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        for (int n = 1; n <= properties.writers(); n++) {
            Thread writer = new Thread(this::writeOn, "signal-writer-" + n);
            writers.add(writer);
            writer.start();
        }
    }

    /** After the web server, which waits for its requests: what they brought is written. */
    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            something.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread writer : writers) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}

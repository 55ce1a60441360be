package io.github.integratedresponse.volume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients at once, each of which does one thing after another without a pause. */
final class Load {

    private Load() {}

    /** One of them. It is closed at the end. */
    interface Client extends AutoCloseable {

        /** @return how many it did; 0 when it was turned away, and has waited */
        int once() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    interface Clients {
        Client next() throws Exception;
    }

    record Done(long number, double seconds) {
        double perSecond() {
            return number / seconds;
        }
    }

    /** All that they did, within the time and with what they had begun by then. */
    static Done during(Duration time, int clients, Clients kind) throws Exception {
        return run(clients, kind, Long.MAX_VALUE, time);
    }

    /** Until so many are done. */
    static Done until(long number, int clients, Clients kind) throws Exception {
        return run(clients, kind, number, Duration.ofHours(1));
    }

    private static Done run(int clients, Clients kind, long number, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Client> all = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                all.add(kind.next());
            }
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            java.util.concurrent.atomic.AtomicLong left = new java.util.concurrent.atomic.AtomicLong(number);
            List<Callable<Long>> work = all.stream()
                    .map(client -> (Callable<Long>) () -> {
                        long done = 0;
                        while (System.nanoTime() < end && left.getAndDecrement() > 0) {
                            int now = client.once();
                            if (now == 0) {
                                left.incrementAndGet();
                            }
                            done += now;
                        }
                        return done;
                    })
                    .toList();
            long done = 0;
            for (Future<Long> each : threads.invokeAll(work)) {
                done += each.get();
            }
            return new Done(done, (System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdownNow();
            for (Client client : all) {
                client.close();
            }
        }
    }
}

package io.github.integratedresponse.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much each client may send: findings within a time, and requests and streams at once. It counts by real time, not by the platform's
 * clock, for it is about what this node can bear.
 */
@Component
class IntakeLimits {

    private static final long MOST_CLIENTS = 10_000;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final SendingProperties limits;
    private final TimeMeter time;
    private final Cache<String, Bucket> findings;
    private final AtOnce requests;
    private final AtOnce streams;

    @Autowired
    IntakeLimits(SendingProperties limits) {
        this(limits, TimeMeter.SYSTEM_NANOTIME);
    }

    IntakeLimits(SendingProperties limits, TimeMeter time) {
        this.limits = limits;
        this.time = time;
        // longer than a bucket takes to fill, also when it is overdrawn
        this.findings = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .ticker(time::currentTimeNanos)
                .expireAfterAccess(whole().multipliedBy(2).plusMinutes(10))
                .build();
        this.requests = new AtOnce(limits.requests(), limits.requestsPerClient());
        this.streams = new AtOnce(limits.streams(), limits.streamsPerClient());
    }

    /** How long it takes until a client that has used up everything may send everything again. */
    private Duration whole() {
        return Duration.ofSeconds(Math.max(1, limits.burst() / limits.findingsPerSecond()));
    }

    /** What is to be closed when the request is answered. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws Busy when the client has used up what it may send, or too many are here */
    Entry request(String client) {
        requireRoom(client);
        return requests.enter(client, Busy.Reason.REQUESTS);
    }

    /** @throws Busy likewise */
    Entry stream(String client) {
        requireRoom(client);
        return streams.enter(client, Busy.Reason.STREAMS);
    }

    int streamsOpen() {
        return streams.inAll.get();
    }

    private void requireRoom(String client) {
        EstimationProbe room = bucket(client).estimateAbilityToConsume(1);
        if (!room.canBeConsumed()) {
            throw new Busy(Busy.Reason.RATE, Duration.ofNanos(room.getNanosToWaitForRefill()));
        }
    }

    /** @throws Busy when the client may not send so many just now */
    void spend(String client, int count) {
        if (count == 0) {
            return;
        }
        ConsumptionProbe spent = bucket(client).tryConsumeAndReturnRemaining(count);
        if (!spent.isConsumed()) {
            throw new Busy(Busy.Reason.RATE, Duration.ofNanos(spent.getNanosToWaitForRefill()));
        }
    }

    /** Counts what was taken, whether the client might send it or not. @return how long it has to wait before it sends more */
    Duration overdraw(String client, int count) {
        return count == 0 ? Duration.ZERO : Duration.ofNanos(bucket(client).consumeIgnoringRateLimits(count));
    }

    /** As draft-ietf-httpapi-ratelimit-headers says it: the most at once, and within how many seconds that is there again. */
    String policy() {
        return "\"findings\";q=%d;w=%d".formatted(limits.burst(), whole().toSeconds());
    }

    /** Likewise: how many findings the client may send now. */
    String remaining(String client) {
        return "\"findings\";r=%d".formatted(Math.max(0, bucket(client).getAvailableTokens()));
    }

    private Bucket bucket(String client) {
        return findings.get(client, key -> Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit ->
                        limit.capacity(limits.burst()).refillGreedy(limits.findingsPerSecond(), Duration.ofSeconds(1)))
                .build());
    }

    /** Those who are here now. */
    private static final class AtOnce {

        private final int most;
        private final int mostOfOne;
        private final AtomicInteger inAll = new AtomicInteger();
        private final Map<String, Integer> ofOne = new ConcurrentHashMap<>();

        AtOnce(int most, int mostOfOne) {
            this.most = most;
            this.mostOfOne = mostOfOne;
        }

        Entry enter(String client, Busy.Reason reason) {
            if (inAll.incrementAndGet() > most) {
                inAll.decrementAndGet();
                throw new Busy(reason, A_MOMENT);
            }
            if (ofOne.merge(client, 1, Integer::sum) > mostOfOne) {
                leave(client);
                throw new Busy(reason, A_MOMENT);
            }
            return () -> leave(client);
        }

        private void leave(String client) {
            ofOne.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
            inAll.decrementAndGet();
        }
    }
}

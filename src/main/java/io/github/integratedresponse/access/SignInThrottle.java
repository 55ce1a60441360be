package io.github.integratedresponse.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow: only failures cost, for the address they come from and for the account they are about, and who has used up either
 * waits, whatever the password. Names that nobody has are counted like others, so that nothing tells them apart.
 *
 * <p>From where an account has signed in lately its failures are counted apart, so that nobody elsewhere can shut a person out by guessing.
 */
@Component
class SignInThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);

    private static final long MOST_KEYS = 100_000;
    private static final Duration FAMILIAR_FOR = Duration.ofDays(30);
    private static final String STRANGERS = "strangers";

    private record AccountFrom(String account, String address) {}

    private final SignInProperties limits;
    private final TimeMeter time;
    private final Cache<String, Bucket> addresses;
    private final Cache<AccountFrom, Bucket> accounts;
    private final Cache<AccountFrom, Boolean> familiar;

    SignInThrottle(SignInProperties limits, Clock clock) {
        this.limits = limits;
        this.time = new ClockMeter(clock);
        this.addresses = bounded(limits.address().within());
        this.accounts = bounded(limits.account().within());
        this.familiar = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .ticker(time::currentTimeNanos)
                .expireAfterWrite(FAMILIAR_FOR)
                .build();
    }

    private <K> Cache<K, Bucket> bounded(Duration within) {
        // twice as long as a bucket takes to fill again, also when it was overdrawn by requests at the same moment
        return Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .ticker(time::currentTimeNanos)
                .expireAfterAccess(within.multipliedBy(20))
                .build();
    }

    /** @throws TooManySignIns when too many from this address have failed lately */
    void requireRoom(String address) throws TooManySignIns {
        requireRoom(ofAddress(address));
    }

    /** @throws TooManySignIns when too many from this address or for this account have failed lately */
    void requireRoom(String address, String account) throws TooManySignIns {
        requireRoom(ofAddress(address));
        requireRoom(ofAccount(address, account));
    }

    private static void requireRoom(Bucket bucket) {
        EstimationProbe room = bucket.estimateAbilityToConsume(1);
        if (!room.canBeConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(room.getNanosToWaitForRefill()) + 1;
            throw new TooManySignIns(seconds);
        }
    }

    void failed(String address) {
        if (usedUp(ofAddress(address))) {
            LOG.warn("Too many sign-ins from {} have failed; more are refused for a while", address);
        }
    }

    void failed(String address, String account) {
        failed(address);
        if (usedUp(ofAccount(address, account))) {
            // the name is left out: people type passwords there
            LOG.warn("Too many sign-ins for one account have failed, the last from {}; more are refused", address);
        }
    }

    /** Also counts what is over the limit, so that many requests at the same moment gain nothing. */
    private static boolean usedUp(Bucket bucket) {
        bucket.consumeIgnoringRateLimits(1);
        return bucket.getAvailableTokens() == 0;
    }

    void succeeded(String address, String account) {
        familiar.put(new AccountFrom(account, address), true);
    }

    /** Forgets everything, as a restart does. */
    void forget() {
        addresses.invalidateAll();
        accounts.invalidateAll();
        familiar.invalidateAll();
    }

    private Bucket ofAddress(String address) {
        SignInProperties.Address limit = limits.address();
        return addresses.get(address, key -> bucket(limit.failures(), limit.within()));
    }

    private Bucket ofAccount(String address, String account) {
        SignInProperties.Account limit = limits.account();
        AccountFrom from = new AccountFrom(account, address);
        AccountFrom counted = familiar.getIfPresent(from) == null ? new AccountFrom(account, STRANGERS) : from;
        return accounts.get(counted, key -> bucket(limit.failures(), limit.within()));
    }

    private Bucket bucket(int failures, Duration within) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, within))
                .build();
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}

package io.github.integratedresponse.access;

import java.io.Serializable;
import java.time.Instant;

/**
 * What a session remembers of its sign-in.
 *
 * @param lastUse when the person last did something
 * @param standing as it was then; groups as they were last seen
 */
record SignedIn(String person, Instant since, Instant lastUse, Standing standing) implements Serializable {

    SignedIn used(Instant now) {
        return new SignedIn(person, since, now, standing);
    }

    SignedIn standing(Standing now) {
        return new SignedIn(person, since, lastUse, now);
    }

    boolean over(SessionProperties limits, Instant now) {
        return now.isAfter(lastUse.plus(limits.idle())) || now.isAfter(since.plus(limits.longest()));
    }

    /** Whether nothing happened since that ends sessions. */
    boolean stillGood(Standing now) {
        return now.generation() == standing.generation() && now.password().equals(standing.password());
    }
}

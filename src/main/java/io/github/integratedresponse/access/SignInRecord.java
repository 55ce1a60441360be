package io.github.integratedresponse.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/**
 * Tells the audit log who signed in and who failed to. A program that shows its password with every request is told of once an hour. A
 * failure is kept whatever happens after; the name that was tried is told only if somebody has it, because people type passwords there.
 */
@Component
class SignInRecord {

    private static final Duration ONCE_IN = Duration.ofHours(1);
    private static final long MOST = 10_000;

    private final AuditLog log;
    private final Cache<String, Boolean> told;

    SignInRecord(AuditLog log, Clock clock) {
        this.log = log;
        this.told = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(ONCE_IN)
                .build();
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof UsernamePasswordAuthenticationToken person
                && firstIn("in " + person.getName())) {
            signedIn(person.getName(), "by name and password, to the API or the engine");
        }
    }

    /** Whom the issuer vouches for, and yet there is no place for them; or the issuer's answer was not what was asked for. */
    void refusedElsewhere(String why) {
        keep("sign-in-refused", "unknown", null, "Refused by single sign-on: " + why);
    }

    void signedIn(String person, String how) {
        keep("signed-in", person, person, "Signed in " + how);
    }

    /** Every request shows its token, so this is told once an hour. */
    void tokenShown(String person) {
        if (firstIn("token " + person)) {
            signedIn(person, "with a token of the issuer, to the API or the engine");
        }
    }

    void signedOut(String person) {
        keep("signed-out", person, person, "Signed out of the web applications");
    }

    /** @param person the one whose password it was not, {@code null} when nobody has the name */
    void failed(@Nullable String person, @Nullable String address) {
        keep(
                "sign-in-failed",
                person == null ? "unknown" : person,
                person,
                (person == null ? "A sign-in failed: nobody has the name" : "A sign-in failed: the password is wrong")
                        + from(address));
    }

    /** Whoever is turned away without a look at the password is told of once an hour, or a flood of them would fill the log. */
    void turnedAway(String address) {
        if (firstIn("away " + address)) {
            keep("sign-ins-refused", "unknown", null, "Sign-ins are refused after too many failures" + from(address));
        }
    }

    private boolean firstIn(String what) {
        return told.asMap().putIfAbsent(what, true) == null;
    }

    private void keep(String kind, String actor, @Nullable String subject, String text) {
        log.appendWhateverHappens(new AuditEvent(Category.SIGN_IN, kind, actor, subject, text));
    }

    private static String from(@Nullable String address) {
        return address == null ? "" : ", from " + address;
    }
}

package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The sessions that the web applications keep. Camunda puts who signed in into the session; at that very moment this notes since when,
 * and how the person stood, so that {@link SessionGuard} can tell later whether the session is over.
 */
@Component
class WebSessions implements HttpSessionAttributeListener {

    private static final String CAMUNDA = "authenticatedUser";
    private static final String OURS = SignedIn.class.getName();
    private static final String ENGINE = "default";

    private final Standings standings;
    private final SessionProperties limits;
    private final Clock clock;

    WebSessions(Standings standings, SessionProperties limits, Clock clock) {
        this.standings = standings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        noteSignIn(event);
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        noteSignIn(event);
    }

    private void noteSignIn(HttpSessionBindingEvent event) {
        if (!event.getName().equals(CAMUNDA)) {
            return;
        }
        HttpSession session = event.getSession();
        UserAuthentication person = person(session);
        if (person == null) {
            return;
        }
        SignedIn before = signedIn(session);
        if (before == null || !before.person().equals(person.getIdentityId())) {
            Instant now = clock.instant();
            standings.of(person.getIdentityId()).ifPresent(standing -> {
                session.setAttribute(OURS, new SignedIn(person.getIdentityId(), now, now, standing));
                session.setMaxInactiveInterval((int) limits.idle().toSeconds());
            });
        }
    }

    /** Whoever changes their password stays signed in where they did so, and nowhere else. */
    void passwordChanged(String person) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpSession session = attributes.getRequest().getSession(false);
            SignedIn signedIn = session == null ? null : signedIn(session);
            if (session != null && signedIn != null && signedIn.person().equals(person)) {
                standings.of(person).ifPresent(now -> session.setAttribute(OURS, signedIn.standing(now)));
            }
        }
    }

    /**
     * Looks whether the session of a request is still good, and ends it when it is not.
     *
     * @param byAPerson whether this request shows that somebody is there
     * @return whether the request may go on, which it may also when nobody is signed in
     */
    boolean check(HttpServletRequest request, boolean byAPerson) {
        HttpSession session = request.getSession(false);
        UserAuthentication person = session == null ? null : person(session);
        if (session == null || person == null) {
            return true;
        }
        Instant now = clock.instant();
        SignedIn signedIn = signedIn(session);
        Optional<Standing> standing = standings.of(person.getIdentityId());
        if (signedIn == null
                || standing.isEmpty()
                || !signedIn.person().equals(person.getIdentityId())
                || signedIn.over(limits, now)
                || !signedIn.stillGood(standing.get())) {
            end(session);
            return false;
        }
        SignedIn next = byAPerson ? signedIn.used(now) : signedIn;
        if (!standing.get().groups().equals(signedIn.standing().groups())) {
            // makes Camunda look up at once what the person may do now
            person.setCacheValidationTime(null);
            next = next.standing(standing.get());
        }
        if (!next.equals(signedIn)) {
            note(session, next);
        }
        return true;
    }

    /** The id of who is signed in. */
    Optional<String> who(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session == null ? null : person(session)).map(UserAuthentication::getIdentityId);
    }

    /** @return the groups of whoever is signed in, none when nobody is; after {@link #check} they are those of this moment */
    List<String> groups(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        SignedIn signedIn = session == null ? null : signedIn(session);
        return signedIn == null ? List.of() : signedIn.standing().groups();
    }

    /** Camunda's sign-out leaves the session itself behind. */
    void endIfSignedOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && signedIn(session) != null && person(session) == null) {
            end(session);
        }
    }

    private static void note(HttpSession session, SignedIn next) {
        try {
            session.setAttribute(OURS, next);
        } catch (IllegalStateException e) {
            // ended by another request at this moment
        }
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException e) {
            // ended by another request at this moment
        }
    }

    private static @Nullable SignedIn signedIn(HttpSession session) {
        try {
            return (SignedIn) session.getAttribute(OURS);
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static @Nullable UserAuthentication person(HttpSession session) {
        try {
            return session.getAttribute(CAMUNDA) instanceof Authentications signedIn
                    ? (UserAuthentication) signedIn.getAuthenticationForProcessEngine(ENGINE)
                    : null;
        } catch (IllegalStateException e) {
            return null;
        }
    }
}

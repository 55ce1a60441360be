package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends sessions of the web applications that are over, before anything is answered to them. */
class SessionGuard extends OncePerRequestFilter {

    private final WebSessions sessions;
    private final RequestMatcher checked;
    private final RequestMatcher refreshedByThePage;
    private final Refusal refusal;

    /**
     * @param checked where there is something to protect
     * @param refreshedByThePage what an open page asks every few seconds, also when nobody sits before it
     */
    SessionGuard(WebSessions sessions, RequestMatcher checked, RequestMatcher refreshedByThePage, Refusal refusal) {
        this.sessions = sessions;
        this.checked = checked;
        this.refreshedByThePage = refreshedByThePage;
        this.refusal = refusal;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !checked.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!sessions.check(request, !refreshedByThePage.matches(request))) {
            refusal.write(response, HttpStatus.UNAUTHORIZED, "Your session is over; sign in again");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            sessions.endIfSignedOut(request);
        }
    }
}

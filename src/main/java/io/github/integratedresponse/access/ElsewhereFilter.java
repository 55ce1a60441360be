package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The web applications where people sign in at the issuer: their pages send people there who are not signed in, their sign-out ends the
 * whole session and remembers to tell the issuer, and their own sign-in is shut when passwords are.
 */
class ElsewhereFilter extends OncePerRequestFilter {

    /** Nothing with a dot: scripts, styles and pictures are public, and come with the page. */
    private static final Pattern PAGE = Pattern.compile("/camunda(/app(/[a-z]+(/[A-Za-z0-9_-]+)?)?)?/?");

    private static final Pattern SIGN_OUT = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout/?");
    private static final Pattern OWN_SIGN_IN = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/login(/.*)?");

    private final WebSessions sessions;
    private final boolean noPasswords;
    private final Refusal refusal;

    ElsewhereFilter(WebSessions sessions, boolean noPasswords, Refusal refusal) {
        this.sessions = sessions;
        this.noPasswords = noPasswords;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (request.getMethod().equals("GET") && PAGE.matcher(path).matches()) {
            if (isHere(request)) {
                chain.doFilter(request, response);
            } else {
                SignInPages.send(
                        response,
                        SignInPages.PAGE + "?to=" + URLEncoder.encode(wanted(request), StandardCharsets.UTF_8));
            }
            return;
        }
        if (request.getMethod().equals("POST") && SIGN_OUT.matcher(path).matches()) {
            Optional<String> idToken = ElsewhereSession.idToken(request);
            if (idToken.isPresent()) {
                ElsewhereSession.signOut(request, idToken.get());
                return;
            }
        }
        if (noPasswords && OWN_SIGN_IN.matcher(path).matches()) {
            refusal.write(response, HttpStatus.FORBIDDEN, "Nobody signs in by password here");
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isHere(HttpServletRequest request) {
        boolean good = sessions.check(request, true);
        return (good && sessions.who(request).isPresent())
                || (!noPasswords && ElsewhereSession.signsInLocally(request));
    }

    private static String wanted(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}

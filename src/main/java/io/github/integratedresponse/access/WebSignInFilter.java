package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sees by the session whether a request to the sign-in of the web applications signed somebody in or out. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class WebSignInFilter extends OncePerRequestFilter {

    private static final String SIGN_INS = "/camunda/api/admin/auth/user/";

    /** Where Camunda keeps it, see its class {@code AuthenticationUtil}. */
    private static final String IN_SESSION = "authenticatedUser";

    private final SignInRecord record;

    WebSignInFilter(SignInRecord record) {
        this.record = record;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !request.getRequestURI().startsWith(request.getContextPath() + SIGN_INS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String before = person(request);
        chain.doFilter(request, response);
        String after = person(request);
        if (after != null && request.getRequestURI().contains("/login/") && response.getStatus() < 300) {
            String uri = request.getRequestURI();
            record.signedIn(after, "to " + uri.substring(uri.lastIndexOf('/') + 1));
        } else if (before != null && after == null) {
            record.signedOut(before);
        }
    }

    private static @Nullable String person(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        try {
            return session != null && session.getAttribute(IN_SESSION) instanceof Authentications people
                    ? names(people.getAuthentications()).stream().findFirst().orElse(null)
                    : null;
        } catch (IllegalStateException ended) {
            return null;
        }
    }

    private static List<String> names(List<UserAuthentication> people) {
        return people.stream()
                .map(UserAuthentication::getIdentityId)
                .filter(Objects::nonNull)
                .toList();
    }
}

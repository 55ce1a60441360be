package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the API who is signed in to the web applications, with the groups that {@link SessionGuard} has just looked up. */
class WebAppDoor extends OncePerRequestFilter {

    private static final String ROLE = "ROLE_";

    private final WebSessions sessions;

    WebAppDoor(WebSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sessions.who(request).ifPresent(person -> {
            SecurityContext asking = SecurityContextHolder.createEmptyContext();
            asking.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    person,
                    null,
                    AuthorityUtils.createAuthorityList(
                            sessions.groups(request).stream().map(ROLE::concat).toList())));
            SecurityContextHolder.setContext(asking);
        });
        chain.doFilter(request, response);
    }
}

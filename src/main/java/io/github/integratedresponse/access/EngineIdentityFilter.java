package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who is asking, so that it checks every query and command against this person's permissions. */
class EngineIdentityFilter extends OncePerRequestFilter {

    private static final String ROLE = "ROLE_";

    private final IdentityService identity;

    EngineIdentityFilter(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        try {
            if (person != null && !(person instanceof AnonymousAuthenticationToken)) {
                identity.setAuthentication(person.getName(), groups(person), List.of());
            }
            chain.doFilter(request, response);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** @return the groups of whoever is signed in, none when nobody is */
    static List<String> groups() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return person == null ? List.of() : groups(person);
    }

    private static List<String> groups(Authentication person) {
        return person.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(ROLE))
                .map(authority -> authority.substring(ROLE.length()))
                // the engine would ask an administrator's token for no permission at all
                .filter(group -> !(person instanceof Client) || !group.equals(Role.ADMINISTRATOR.id()))
                .toList();
    }
}

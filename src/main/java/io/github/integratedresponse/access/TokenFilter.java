package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets machine clients in that show a token, to the requests that its scopes open and to nothing else (RFC 6750). It stands before the
 * check of roles: a client passes both or neither.
 */
class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final SignInThrottle throttle;
    private final Refusal refusal;

    TokenFilter(Tokens tokens, SignInThrottle throttle, Refusal refusal) {
        this.tokens = tokens;
        this.throttle = throttle;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String presented = presented(request);
        if (presented == null) {
            chain.doFilter(request, response);
            return;
        }
        String address = ClientAddress.of(request);
        Optional<Client> client;
        try {
            throttle.requireRoom(address);
            client = tokens.authenticate(presented);
        } catch (TooManySignIns e) {
            refusal.tooMany(response, e);
            return;
        }
        if (client.isEmpty()) {
            throttle.failed(address);
            refusal.token(response);
            return;
        }
        Optional<TokenScope> needed = TokenScope.covering(request);
        if (needed.isEmpty() || !client.get().has(needed.get())) {
            refusal.scope(response, needed.orElse(null));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(client.get());
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String presented = header.substring(BEARER.length()).strip();
        // other kinds of bearer tokens are others' to judge
        return presented.startsWith(TokenSecret.PREFIX) ? presented : null;
    }
}

package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets machine clients in that show a token, to the requests that its scopes open and to nothing else (RFC 6750). It stands before the
 * check of roles: a client passes both or neither.
 */
class TokenFilter extends OncePerRequestFilter {

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
        String presented = BearerToken.ofThePlatform(request);
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
}

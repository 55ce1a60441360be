package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets people and programs in with an access token of the issuer; tokens of the platform's own are left to {@link TokenFilter}. */
class IssuersTokenFilter extends OncePerRequestFilter {

    private final Issuer issuer;
    private final Admission admission;
    private final SignInRecord record;
    private final Refusal refusal;
    private volatile @Nullable JwtDecoder decoder;

    IssuersTokenFilter(Issuer issuer, Admission admission, SignInRecord record, Refusal refusal) {
        this.issuer = issuer;
        this.admission = admission;
        this.record = record;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String presented = BearerToken.ofOthers(request);
        if (presented == null) {
            chain.doFilter(request, response);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        try {
            Jwt token = decoder().decode(presented);
            Admission.Admitted person = admission.admit(token.getClaims());
            context.setAuthentication(new JwtAuthenticationToken(token, authorities(person.groups()), person.id()));
        } catch (BadJwtException e) {
            refusal.token(response);
            return;
        } catch (Issuer.Unavailable | JwtException e) {
            refusal.write(response, HttpStatus.SERVICE_UNAVAILABLE, "The issuer of this token does not answer");
            return;
        } catch (SignInRefused e) {
            refusal.write(response, HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()));
            return;
        }
        record.tokenShown(context.getAuthentication().getName());
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private JwtDecoder decoder() {
        JwtDecoder ready = decoder;
        if (ready == null) {
            ready = issuer.accessTokens();
            decoder = ready;
        }
        return ready;
    }

    private static Collection<GrantedAuthority> authorities(List<String> groups) {
        return groups.stream()
                .map(group -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + group))
                .toList();
    }
}

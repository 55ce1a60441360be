package io.github.integratedresponse.access;

import java.util.Collection;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/**
 * A machine client that has shown a valid token. It goes by {@code token:} and the token's name, an id that no person can have, so that
 * timeline and audit say which client acted.
 */
final class Client extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Set<TokenScope> scopes;

    /** @param roles what the owner may do; the client can do no more */
    Client(String token, Set<TokenScope> scopes, Collection<? extends GrantedAuthority> roles) {
        super(roles);
        this.name = "token:" + token;
        this.scopes = Set.copyOf(scopes);
        setAuthenticated(true);
    }

    boolean has(TokenScope scope) {
        return scopes.contains(scope);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Client client && client.name.equals(name) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + name.hashCode();
    }
}

package io.github.integratedresponse.access;

import java.util.List;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who came back from the issuer, by the id that the platform knows them by. */
class IssuersUser extends DefaultOidcUser {

    private static final long serialVersionUID = 1L;

    private final String id;

    IssuersUser(OidcUser user, String id) {
        super(List.copyOf(user.getAuthorities()), user.getIdToken(), user.getUserInfo());
        this.id = id;
    }

    @Override
    public String getName() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IssuersUser user && user.id.equals(id) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}

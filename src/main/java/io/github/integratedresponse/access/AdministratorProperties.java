package io.github.integratedresponse.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator of a platform that runs on a server of yours. Made when nobody has this id yet; an existing person keeps
 * their password. Its text does not show the password.
 *
 * @param password at least {@value EngineAccess#SHORTEST_PASSWORD} characters
 */
@ConfigurationProperties("integrated-response.administrator")
record AdministratorProperties(@Nullable String id, @Nullable String password, @Nullable String email) {

    boolean configured() {
        return id != null && !id.isBlank();
    }

    @Override
    public String toString() {
        return "AdministratorProperties[id=" + id + "]";
    }
}

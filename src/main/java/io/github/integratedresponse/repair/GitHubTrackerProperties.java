package io.github.integratedresponse.repair;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which GitHub repository takes the issues of repair items. Its text does not show the token.
 *
 * @param repository such as {@code contoso/security-repairs}; without it the local tracker is used
 * @param token one that may read and write issues there; give it by the environment
 * @param endpoint another one than github.com's for a GitHub Enterprise Server
 */
@ConfigurationProperties("integrated-response.tracker.github")
record GitHubTrackerProperties(
        @Nullable String repository, @Nullable String token, @DefaultValue("https://api.github.com") String endpoint) {

    @Override
    public String toString() {
        return "GitHubTrackerProperties[repository=" + repository + ", endpoint=" + endpoint + "]";
    }
}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.outgoing.WebhookSecrets;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The system that carries out containment steps. Its text shows no secret.
 *
 * @param webhookUrl where steps are posted as JSON; without it, every automatic step falls to a person
 * @param webhookAuthorization the value of the header {@code Authorization}, when the system wants one
 * @param webhookSecret what requests are signed with
 * @param webhookPreviousSecret the one before, while the system changes over
 * @param webhookUnsigned said where the system can't check signatures
 */
@ConfigurationProperties("integrated-response.containment")
record ContainmentProperties(
        @Nullable URI webhookUrl,
        @Nullable String webhookAuthorization,
        @Nullable String webhookSecret,
        @Nullable String webhookPreviousSecret,
        @DefaultValue("false") boolean webhookUnsigned) {

    WebhookSecrets secrets() {
        return new WebhookSecrets(webhookSecret, webhookPreviousSecret);
    }

    @Override
    public String toString() {
        return "ContainmentProperties[host=" + (webhookUrl == null ? "none" : webhookUrl.getHost()) + ", " + secrets()
                + ", unsigned=" + webhookUnsigned + "]";
    }
}

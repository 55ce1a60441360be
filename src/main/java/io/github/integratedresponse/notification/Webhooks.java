package io.github.integratedresponse.notification;

import io.github.integratedresponse.outgoing.WebhookSecrets;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The places messages may be posted to, by name. Nothing is ever posted to an address that a person or a signal gave. */
@ConfigurationProperties("integrated-response")
record Webhooks(@Nullable Map<String, Webhook> webhooks) {

    Webhooks {
        webhooks = webhooks == null ? Map.of() : Map.copyOf(webhooks);
    }

    /**
     * One place. The addresses of chat tools are secrets themselves, so its text shows neither secret nor path.
     *
     * @param secret what requests are signed with
     * @param previousSecret the one before, while the receiver changes over
     * @param unsigned said where the receiver can't check signatures, such as a chat tool
     */
    record Webhook(
            URI url,
            @Nullable String secret,
            @Nullable String previousSecret,
            @DefaultValue("false") boolean unsigned) {

        WebhookSecrets secrets() {
            return new WebhookSecrets(secret, previousSecret);
        }

        @Override
        public String toString() {
            return "Webhook[host=" + url.getHost() + ", " + secrets() + ", unsigned=" + unsigned + "]";
        }
    }

    @Nullable
    Webhook named(String name) {
        return webhooks == null ? null : webhooks.get(name);
    }
}

package io.github.integratedresponse.notification;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The places messages may be posted to, by name. Nothing is ever posted to an address that a person or a signal gave. */
@ConfigurationProperties("integrated-response")
record Webhooks(@Nullable Map<String, Webhook> webhooks) {

    Webhooks {
        webhooks = webhooks == null ? Map.of() : Map.copyOf(webhooks);
    }

    record Webhook(URI url) {}

    @Nullable
    Webhook named(String name) {
        return webhooks == null ? null : webhooks.get(name);
    }
}

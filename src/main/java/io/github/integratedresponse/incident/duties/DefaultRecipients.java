package io.github.integratedresponse.incident.duties;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom drafts are addressed to at first, by duty: {@code integrated-response.recipients.gdpr-72h=dpo@example.org}. Who drafts may
 * change it.
 */
@ConfigurationProperties("integrated-response")
record DefaultRecipients(@Nullable Map<String, List<String>> recipients) {

    List<String> of(Duty duty) {
        Map<String, List<String>> known = Objects.requireNonNullElse(recipients, Map.of());
        return known.getOrDefault(duty.name().toLowerCase(Locale.ROOT).replace('_', '-'), List.of());
    }
}

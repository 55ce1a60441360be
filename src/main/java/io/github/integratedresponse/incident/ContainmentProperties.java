package io.github.integratedresponse.incident;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The system that carries out containment steps.
 *
 * @param webhookUrl where steps are posted as JSON; without it, every automatic step falls to a person
 * @param webhookAuthorization the value of the header {@code Authorization}, when the system wants one
 */
@ConfigurationProperties("integrated-response.containment")
record ContainmentProperties(@Nullable URI webhookUrl, @Nullable String webhookAuthorization) {}

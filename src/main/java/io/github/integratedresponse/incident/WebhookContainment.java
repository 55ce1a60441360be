package io.github.integratedresponse.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingRequest;
import io.github.integratedresponse.outgoing.RefusedTarget;
import io.github.integratedresponse.outgoing.UnsafeWebhook;
import io.github.integratedresponse.outgoing.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Posts containment steps to a webhook, such as that of a SOAR platform. A step is done when the webhook says so with 2xx. */
@Component
class WebhookContainment implements ContainmentAutomation {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ContainmentProperties properties;
    private final Outgoing outgoing;
    private final ObjectMapper json;
    private final Clock clock;

    WebhookContainment(ContainmentProperties properties, Outgoing outgoing, ObjectMapper json, Clock clock) {
        this.properties = properties;
        this.outgoing = outgoing;
        this.json = json;
        this.clock = clock;
        if (properties.webhookUrl() != null) {
            UnsafeWebhook.refuse(
                    "integrated-response.containment.webhook-url",
                    outgoing,
                    properties.webhookUrl(),
                    properties.secrets(),
                    properties.webhookUnsigned());
        }
    }

    @Override
    public boolean isConnected() {
        return properties.webhookUrl() != null;
    }

    @Override
    public String carryOut(ContainmentAction action, String incidentNumber, String idempotencyKey) {
        byte[] body = body(action, incidentNumber);
        try {
            int status = outgoing.send(OutgoingRequest.json(
                            Objects.requireNonNull(properties.webhookUrl()),
                            body,
                            headers(idempotencyKey, body),
                            PATIENCE))
                    .status();
            if (isFinal(status)) {
                throw new ContainmentRefused("The connected system refused it with status " + status);
            }
            if (status / 100 != 2) {
                throw new IllegalStateException("The connected system answered with status " + status);
            }
            return "The connected system confirmed it with status " + status;
        } catch (RefusedTarget e) {
            throw new ContainmentRefused("The connected system is not sent to: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("The connected system can't be reached", e);
        }
    }

    private Map<String, String> headers(String idempotencyKey, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", idempotencyKey);
        if (properties.webhookAuthorization() != null) {
            headers.put("Authorization", properties.webhookAuthorization());
        }
        if (properties.secrets().present()) {
            headers.put(WebhookSignature.HEADER, WebhookSignature.of(properties.secrets(), clock.instant(), body));
        }
        return headers;
    }

    private byte[] body(ContainmentAction action, String incidentNumber) {
        try {
            return json.writeValueAsBytes(Map.of(
                    "incident", incidentNumber,
                    "action", action.action(),
                    "target", action.target(),
                    "owner", action.owner()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An error of the server, a timeout or too many requests say nothing of this step; a redirect is never followed. */
    private static boolean isFinal(int status) {
        boolean mayPass = status == 408 || status == 425 || status == 429;
        return status / 100 == 3 || status / 100 == 4 && !mayPass;
    }
}

package io.github.integratedresponse.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingAnswer;
import io.github.integratedresponse.outgoing.OutgoingRequest;
import io.github.integratedresponse.outgoing.RefusedTarget;
import io.github.integratedresponse.outgoing.UnsafeWebhook;
import io.github.integratedresponse.outgoing.WebhookSecrets;
import io.github.integratedresponse.outgoing.WebhookSignature;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Posts a message as JSON: {@code idempotencyKey}, {@code businessKey}, {@code subject}, and {@code text} with all of it, which is what
 * the common chat tools show, with nothing in it that they would act on. The header {@code Idempotency-Key} lets the other side tell a second time from a second
 * message, {@link WebhookSignature} lets it tell us from others.
 */
@Component
class WebhookDelivery implements Delivery {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<Integer> WORTH_A_RETRY = Set.of(408, 425, 429);
    private static final List<String> NAMES_OF_IDS =
            List.of("X-Message-Id", "X-Request-Id", "X-Correlation-Id", "Location");
    private static final int LONGEST_ID = 200;

    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final Outgoing outgoing;
    private final Clock clock;

    WebhookDelivery(Webhooks webhooks, ObjectMapper json, Outgoing outgoing, Clock clock) {
        this.webhooks = webhooks;
        this.json = json;
        this.outgoing = outgoing;
        this.clock = clock;
        Objects.requireNonNull(webhooks.webhooks())
                .forEach((name, webhook) -> UnsafeWebhook.refuse(
                        "integrated-response.webhooks." + name,
                        outgoing,
                        webhook.url(),
                        webhook.secrets(),
                        webhook.unsigned()));
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public Optional<String> missing(Message message) {
        String name = message.recipients().get(0);
        return webhooks.named(name) == null
                ? Optional.of("No webhook is configured (integrated-response.webhooks." + name + ".url)")
                : Optional.empty();
    }

    @Override
    public String deliver(Message message) {
        Webhooks.Webhook webhook =
                Objects.requireNonNull(webhooks.named(message.recipients().get(0)));
        byte[] body = body(message);
        try {
            OutgoingAnswer answer = outgoing.send(
                    OutgoingRequest.json(webhook.url(), body, headers(message, webhook.secrets(), body), PATIENCE));
            int status = answer.status();
            if (status / 100 == 2) {
                return "HTTP " + status + id(answer);
            }
            String what = "The webhook answered HTTP " + status;
            throw status / 100 == 5 || WORTH_A_RETRY.contains(status)
                    ? new DeliveryFailed(what)
                    : new Undeliverable(what);
        } catch (RefusedTarget e) {
            throw new Undeliverable("The webhook is not sent to: " + e.getMessage());
        } catch (IOException e) {
            throw new DeliveryFailed("The webhook can't be reached: "
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
        }
    }

    private Map<String, String> headers(Message message, WebhookSecrets secrets, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", message.idempotencyKey());
        if (secrets.present()) {
            headers.put(WebhookSignature.HEADER, WebhookSignature.of(secrets, clock.instant(), body));
        }
        return headers;
    }

    private byte[] body(Message message) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("idempotencyKey", message.idempotencyKey());
        body.put("businessKey", message.businessKey());
        body.put("subject", message.subject());
        body.put("text", ForeignText.forChat(message.subject() + "\n\n" + message.body()));
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(OutgoingAnswer answer) {
        for (String name : NAMES_OF_IDS) {
            Optional<String> value = answer.header(name);
            if (value.isPresent()) {
                String id = value.get().replaceAll("[^\\x20-\\x7e]", "");
                return ", " + name + " " + id.substring(0, Math.min(id.length(), LONGEST_ID));
            }
        }
        return "";
    }
}

package io.github.integratedresponse.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
 * the common chat tools show. The header {@code Idempotency-Key} lets the other side tell a second time from a second message.
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
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    WebhookDelivery(Webhooks webhooks, ObjectMapper json) {
        this.webhooks = webhooks;
        this.json = json;
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
        HttpRequest request = HttpRequest.newBuilder(webhook.url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.idempotencyKey())
                .POST(HttpRequest.BodyPublishers.ofString(body(message)))
                .build();
        try {
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return "HTTP " + status + id(answer.headers());
            }
            String what = "The webhook answered HTTP " + status;
            throw status / 100 == 5 || WORTH_A_RETRY.contains(status)
                    ? new DeliveryFailed(what)
                    : new Undeliverable(what);
        } catch (IOException e) {
            throw new DeliveryFailed("The webhook can't be reached: "
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryFailed("Sending was interrupted");
        }
    }

    private String body(Message message) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("idempotencyKey", message.idempotencyKey());
        body.put("businessKey", message.businessKey());
        body.put("subject", message.subject());
        body.put("text", message.subject() + "\n\n" + message.body());
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(HttpHeaders headers) {
        for (String name : NAMES_OF_IDS) {
            Optional<String> value = headers.firstValue(name);
            if (value.isPresent()) {
                String id = value.get().replaceAll("[^\\x20-\\x7e]", "");
                return ", " + name + " " + id.substring(0, Math.min(id.length(), LONGEST_ID));
            }
        }
        return "";
    }
}

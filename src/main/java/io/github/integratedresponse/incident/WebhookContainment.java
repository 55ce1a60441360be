package io.github.integratedresponse.incident;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Posts containment steps to a webhook, such as that of a SOAR platform. A step is done when the webhook says so with 2xx. */
@Component
class WebhookContainment implements ContainmentAutomation {

    private final ContainmentProperties properties;
    private final RestClient http;

    WebhookContainment(ContainmentProperties properties, RestClient.Builder http) {
        this.properties = properties;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build());
        requests.setReadTimeout(Duration.ofSeconds(15));
        this.http = http.requestFactory(requests).build();
    }

    @Override
    public boolean isConnected() {
        return properties.webhookUrl() != null;
    }

    @Override
    public String carryOut(ContainmentAction action, String incidentNumber, String idempotencyKey) {
        ResponseEntity<Void> answer = http.post()
                .uri(Objects.requireNonNull(properties.webhookUrl()))
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", idempotencyKey)
                .headers(this::authorize)
                .body(Map.of(
                        "incident", incidentNumber,
                        "action", action.action(),
                        "target", action.target(),
                        "owner", action.owner()))
                .retrieve()
                .onStatus(WebhookContainment::isFinal, (request, response) -> {
                    throw new ContainmentRefused("The connected system refused it with status "
                            + response.getStatusCode().value());
                })
                .toBodilessEntity();
        return "The connected system confirmed it with status "
                + answer.getStatusCode().value();
    }

    private void authorize(HttpHeaders headers) {
        if (properties.webhookAuthorization() != null) {
            headers.set(HttpHeaders.AUTHORIZATION, properties.webhookAuthorization());
        }
    }

    /** An error of the server, a timeout or too many requests say nothing of this step; a redirect is never followed. */
    private static boolean isFinal(HttpStatusCode status) {
        boolean mayPass = status.value() == 408 || status.value() == 425 || status.value() == 429;
        return status.is3xxRedirection() || status.is4xxClientError() && !mayPass;
    }
}

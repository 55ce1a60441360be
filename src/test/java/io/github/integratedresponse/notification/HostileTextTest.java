package io.github.integratedresponse.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingProperties;
import io.github.integratedresponse.outgoing.UnsafeWebhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others wrote goes out harmless, and what goes out can be told from what others send. */
class HostileTextTest {

    private static final String SECRET = "the-secret-that-is-used-from-now-on";
    private static final String OLD = "the-secret-that-was-used-until-today";
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    @RegisterExtension
    static final WireMockExtension HOOK =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final ObjectMapper json = new ObjectMapper();
    private final Outgoing outgoing = new Outgoing(new OutgoingProperties(Set.of("localhost")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "see https://evil.example/a?b=c now~see hxxps://evil[.]example/a?b=c now",
                "HTTP://EVIL.example~hxxp://EVIL[.]example",
                "http:\\\\evil.example~hxxp:\\\\evil[.]example",
                "ftp://user@evil.example~ftp[:]//user[@]evil[.]example",
                "javascript:alert(1)~javascript[:]alert(1)",
                "JavaScript :alert(1)~JavaScript[:]alert(1)",
                "ht\u200btps://evil.example~hxxps://evil[.]example",
                "www.evil.example~www[.]evil.example",
                "right\u202eto left~rightto left",
                "host at 12:30, c:/temp~host at 12:30, c:/temp"
            })
    void addressesStayReadableAndAreNoLinks(String written, String shown) {
        assertThat(ForeignText.withoutLinks(written)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@channel @here @everyone",
                "<!here> <!channel> <!everyone> <@U012345> <#C0123>",
                "<https://evil.example|Your bank>",
                "[Your bank](https://evil.example) [x](javascript:alert(1)) [x][1]\n[1]: https://evil.example",
                "![pixel](https://evil.example/pixel.png)",
                "<a href='https://evil.example'>x</a><img src=x onerror=alert(1)>"
            })
    void inAChatNobodyIsCalledAndNothingIsALink(String title) throws Exception {
        String text = json.readTree(posted(webhook(SECRET, null, false), "Incident " + title)
                        .getBody())
                .get("text")
                .asText();

        assertThat(text)
                .startsWith("Incident ")
                .doesNotContain("<", ">", "](", "][", "]:", "https:", "javascript:")
                .doesNotContainPattern("@\\w")
                .doesNotContainPattern("://[^\\s\\[]*\\.");
    }

    @Test
    void aReceiverCanTellOurRequestsFromOthersAndOldOnesFromNew() throws Exception {
        LoggedRequest request = posted(webhook(SECRET, OLD, false), "Signed");
        String signature = request.getHeader("Integrated-Response-Signature");

        assertThat(genuine(signature, request.getBody(), SECRET, NOW.plusSeconds(200)))
                .isTrue();
        assertThat(genuine(signature, request.getBody(), OLD, NOW))
                .as("while it is changed")
                .isTrue();
        assertThat(genuine(signature, request.getBody(), "somebody-else's-secret-somebody-else's", NOW))
                .isFalse();
        assertThat(genuine(signature, "{}".getBytes(StandardCharsets.UTF_8), SECRET, NOW))
                .isFalse();
        assertThat(genuine(signature, request.getBody(), SECRET, NOW.plusSeconds(301)))
                .as("replayed")
                .isFalse();
        assertThat(genuine(
                        signature.replaceFirst("t=\\d+", "t=" + (NOW.getEpochSecond() + 301)),
                        request.getBody(),
                        SECRET,
                        NOW.plusSeconds(301)))
                .as("replayed with another time")
                .isFalse();
    }

    @Test
    void aWebhookWithoutASecretOrWithAWeakOneKeepsThePlatformFromStarting() {
        assertThatThrownBy(() -> delivery(webhook(null, null, false)))
                .isInstanceOf(UnsafeWebhook.class)
                .hasMessage(
                        "integrated-response.webhooks.chat: needs a secret to sign with, or unsigned: true where the"
                                + " receiver can't check signatures");
        assertThatThrownBy(() -> delivery(webhook("short", null, false)))
                .hasMessageContaining("32")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> delivery(webhook(SECRET, null, true))).isInstanceOf(UnsafeWebhook.class);
        assertThatThrownBy(() ->
                        delivery(new Webhooks.Webhook(URI.create("http://hook.example/T0K3N"), null, null, false)))
                .hasMessageContaining("https://")
                .hasMessageContaining("; needs a secret")
                .hasMessageNotContaining("T0K3N");
    }

    @Test
    void anUnsignedWebhookCarriesNoSignature() throws Exception {
        assertThat(posted(webhook(null, null, true), "Hello").containsHeader("Integrated-Response-Signature"))
                .isFalse();
    }

    /** What {@code docs/operators.md} gives to receivers. */
    private static boolean genuine(String header, byte[] body, String secret, Instant now) throws Exception {
        List<String> parts = Arrays.asList(header.split(","));
        String time = parts.get(0).substring("t=".length());
        if (Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                        .abs()
                        .compareTo(Duration.ofMinutes(5))
                > 0) {
            return false;
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = mac.doFinal(body);
        return parts.stream()
                .filter(part -> part.startsWith("v1="))
                .anyMatch(part ->
                        MessageDigest.isEqual(expected, HexFormat.of().parseHex(part.substring("v1=".length()))));
    }

    private static Webhooks.Webhook webhook(@Nullable String secret, @Nullable String previous, boolean unsigned) {
        return new Webhooks.Webhook(URI.create(HOOK.baseUrl() + "/chat"), secret, previous, unsigned);
    }

    private WebhookDelivery delivery(Webhooks.Webhook webhook) {
        return new WebhookDelivery(
                new Webhooks(Map.of("chat", webhook)), json, outgoing, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private LoggedRequest posted(Webhooks.Webhook webhook, String subject) {
        HOOK.stubFor(post("/chat").willReturn(ok()));
        NewMessage written = new NewMessage("key", "INC-1", Channel.WEBHOOK, List.of("chat"), subject, subject);
        delivery(webhook)
                .deliver(new Message(
                        1,
                        written.idempotencyKey(),
                        written.businessKey(),
                        written.channel(),
                        written.recipients(),
                        written.subject(),
                        written.body(),
                        Message.State.QUEUED,
                        null,
                        0,
                        NOW,
                        null,
                        null));
        return HOOK.findAll(anyRequestedFor(anyUrl())).get(0);
    }
}

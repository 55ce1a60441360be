package io.github.integratedresponse.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingProperties;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class MessagesTest {

    @RegisterExtension
    static final WireMockExtension HOOK =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired
    Restrictions restrictions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ObjectMapper json;

    @Autowired
    MovableClock clock;

    @Autowired
    Http http;

    static final String SECRET = "a-secret-of-more-than-32-characters";

    final Outgoing outgoing = new Outgoing(new OutgoingProperties(Set.of("localhost", "127.0.0.1")));

    final GreenMail mailServer = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

    final String work = "WORK-" + UUID.randomUUID();
    Messages messages;

    @BeforeEach
    void configured() {
        mailServer.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(mailServer.getSmtp().getPort());
        messages = messages(Map.of("mail", sender), HOOK.baseUrl() + "/authority");
    }

    @AfterEach
    void stopMailServer() {
        mailServer.stop();
    }

    @Test
    void mailReallyArrivesAndOnlyOnceHoweverOftenItIsSent() throws Exception {
        Message kept = messages.keep(mail("Incident", "What happened"));
        messages.send(kept.id());
        Message sent = messages.send(kept.id());

        assertThat(sent.state()).isEqualTo(Message.State.SENT);
        assertThat(sent.attempts()).isEqualTo(1);
        assertThat(sent.sentAt()).isEqualTo(clock.instant());
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
        MimeMessage arrived = mailServer.getReceivedMessages()[0];
        assertThat(arrived.getContent().toString().strip()).isEqualTo("What happened");
        assertThat(arrived.getContentType()).startsWith("text/plain");
        assertThat(sent.proof()).isEqualTo("Message-ID " + arrived.getMessageID());
    }

    @Test
    void sentByManyAtOnceItArrivesOnce() throws Exception {
        Message kept = messages.keep(mail("Once", "Only"));
        try (var many = new Closing()) {
            List<Future<Message>> sends = IntStream.range(0, 4)
                    .mapToObj(i -> many.pool().submit(() -> messages.send(kept.id())))
                    .toList();
            for (Future<Message> send : sends) {
                assertThat(send.get().sent()).isTrue();
            }
        }

        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @Test
    void nothingAnAttackerWroteBecomesAHeader() throws Exception {
        Message kept = messages.keep(mail(
                "Breach\r\nBcc: everybody@example.org\u2028X-Evil: 1", "\u0000Hello\r\n.\r\nRCPT TO:<x@example.org>"));
        messages.send(kept.id());

        MimeMessage arrived = mailServer.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).isEqualTo("Breach Bcc: everybody@example.org X-Evil: 1");
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(arrived.getHeader("X-Evil")).isNull();
        assertThat(arrived.getAllRecipients()).hasSize(1);
        assertThat(arrived.getRecipients(RecipientType.TO)[0]).hasToString("authority@example.org");
        for (String wrong : List.of(
                "a@example.org\r\nBcc: b@example.org",
                "a@example.org, b@example.org",
                "<a@example.org>",
                "Evil <a@example.org>",
                "a@b@example.org",
                "a",
                "@example.org",
                "a@")) {
            assertThatThrownBy(() -> new NewMessage(key(), work, Channel.MAIL, List.of(wrong), "s", "b"))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void withoutAMailServerItIsKeptAsNotSentWithTheReasonAndSentOnceThereIsOne() {
        Messages without = messages(Map.of(), HOOK.baseUrl());
        Message kept = without.keep(mail("Kept", "Not lost"));

        Message not = without.send(kept.id());

        assertThat(not.state()).isEqualTo(Message.State.NOT_SENT);
        assertThat(not.reason()).isEqualTo("No mail server is configured (spring.mail.host)");
        assertThat(not.attempts()).isZero();
        assertThat(http.get("auditor", "/api/v1/messages?businessKey=" + work).body())
                .contains("\"state\":\"NOT_SENT\"", "No mail server is configured");
        assertThat(http.get("auditor", "/api/v1/messages/" + kept.id()).statusCode())
                .isEqualTo(200);
        assertThat(http.get("auditor", "/api/v1/messages/0").statusCode()).isEqualTo(404);

        assertThat(messages.send(kept.id()).sent()).isTrue();
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aWebhookThatIsNotConfiguredIsNeverGuessed() {
        Message kept = messages.keep(new NewMessage(key(), work, Channel.WEBHOOK, List.of("someone-else"), "s", "b"));

        assertThat(messages.send(kept.id()).reason())
                .isEqualTo("No webhook is configured (integrated-response.webhooks.someone-else.url)");
        assertThatThrownBy(
                        () -> new NewMessage(key(), work, Channel.WEBHOOK, List.of("https://evil.example"), "s", "b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HOOK.getAllServeEvents()).isEmpty();
    }

    @Test
    void aWebhookThatIsDownIsTriedAgainAndThenTakesItOnce() {
        HOOK.stubFor(post("/authority")
                .inScenario("down")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("up"));
        HOOK.stubFor(post("/authority")
                .inScenario("down")
                .whenScenarioStateIs("up")
                .willReturn(aResponse().withStatus(202).withHeader("X-Request-Id", "case-4711")));
        Message kept = messages.keep(webhook());

        assertThatThrownBy(() -> messages.send(kept.id()))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessageContaining("503");
        assertThat(messages.byId(kept.id()).state()).isEqualTo(Message.State.QUEUED);
        assertThat(messages.send(kept.id()).proof()).isEqualTo("HTTP 202, X-Request-Id case-4711");
        messages.send(kept.id());

        HOOK.verify(
                2,
                postRequestedFor(urlEqualTo("/authority"))
                        .withHeader("Idempotency-Key", equalTo(kept.idempotencyKey()))
                        .withRequestBody(matchingJsonPath("$.businessKey", equalTo(work)))
                        .withRequestBody(matchingJsonPath("$.text", equalTo("Subject\n\nText"))));
    }

    @Test
    void aWebhookThatRefusesIsNotAskedAgain() {
        HOOK.stubFor(post("/authority").willReturn(aResponse().withStatus(400)));
        Message kept = messages.keep(webhook());

        Message refused = messages.send(kept.id());
        messages.send(kept.id());

        assertThat(refused.state()).isEqualTo(Message.State.FAILED);
        assertThat(refused.reason()).isEqualTo("The webhook answered HTTP 400");
        HOOK.verify(1, postRequestedFor(urlEqualTo("/authority")));
    }

    @Test
    void aWebhookThatSendsElsewhereIsNotFollowed() {
        HOOK.stubFor(post("/authority")
                .willReturn(aResponse().withStatus(307).withHeader("Location", HOOK.baseUrl() + "/elsewhere")));
        HOOK.stubFor(post("/elsewhere").willReturn(aResponse().withStatus(200)));

        assertThat(messages.send(messages.keep(webhook()).id()).state()).isEqualTo(Message.State.FAILED);
        HOOK.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void aMessageIsGivenUpAfterFiveAttempts() {
        Messages nobodyListens = messages(Map.of(), "http://127.0.0.1:1/");
        Message kept = nobodyListens.keep(webhook());
        for (int i = 1; i < Messages.MOST_ATTEMPTS; i++) {
            assertThatThrownBy(() -> nobodyListens.send(kept.id())).isInstanceOf(DeliveryFailed.class);
        }

        Message last = nobodyListens.send(kept.id());

        assertThat(last.state()).isEqualTo(Message.State.FAILED);
        assertThat(last.attempts()).isEqualTo(5);
        assertThat(last.reason()).startsWith("The webhook can't be reached");
    }

    @Test
    void aMessageIsKeptOnceForItsKeyAlsoWhenTheStepThatAskedFails() {
        NewMessage message = mail("First", "text");
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    messages.keep(message);
                    throw new IllegalStateException("the step fails");
                }))
                .hasMessage("the step fails");

        Message again = messages.keep(
                new NewMessage(message.idempotencyKey(), work, Channel.MAIL, message.recipients(), "Second", "other"));

        assertThat(again.subject()).isEqualTo("First");
        assertThat(messages.of(work)).hasSize(1);
    }

    private Messages messages(Map<String, Object> mail, String url) {
        Webhooks webhooks =
                new Webhooks(Map.of("authority", new Webhooks.Webhook(URI.create(url), SECRET, null, false)));
        return new Messages(
                jdbc,
                List.of(
                        new MailDelivery(
                                new StaticListableBeanFactory(mail).getBeanProvider(JavaMailSender.class),
                                new MailProperties("platform@example.org")),
                        new WebhookDelivery(webhooks, json, outgoing, clock)),
                transactions,
                clock,
                restrictions);
    }

    private NewMessage mail(String subject, String body) {
        return new NewMessage(key(), work, Channel.MAIL, List.of("authority@example.org"), subject, body);
    }

    private NewMessage webhook() {
        return new NewMessage(key(), work, Channel.WEBHOOK, List.of("authority"), "Subject", "Text");
    }

    private static String key() {
        return "test-" + UUID.randomUUID();
    }

    /** A pool that ends with its block. */
    private record Closing(java.util.concurrent.ExecutorService pool) implements AutoCloseable {

        Closing() {
            this(Executors.newFixedThreadPool(4));
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}

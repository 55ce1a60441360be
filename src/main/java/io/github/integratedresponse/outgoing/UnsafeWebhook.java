package io.github.integratedresponse.outgoing;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** A webhook is configured in a way that would send incidents into the wrong hands, so the platform does not start. */
public class UnsafeWebhook extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnsafeWebhook(String problem) {
        super(problem);
    }

    /**
     * @param setting such as {@code integrated-response.webhooks.authority}; the address itself may hold a secret and is not shown
     * @throws UnsafeWebhook naming everything that is wrong
     */
    public static void refuse(String setting, Outgoing outgoing, URI url, WebhookSecrets secrets, boolean unsigned) {
        String problems = Stream.of(
                        outgoing.problemWith(url).map(problem -> "its address " + problem), secrets.problem(unsigned))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        if (!problems.isEmpty()) {
            throw new UnsafeWebhook(setting + ": " + problems);
        }
    }
}

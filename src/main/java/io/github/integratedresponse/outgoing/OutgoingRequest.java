package io.github.integratedresponse.outgoing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, and how much of an answer is waited for.
 *
 * @param patience from the first look at the name to the last byte of the answer
 * @param largestAnswer in bytes; a longer answer is an error
 */
public record OutgoingRequest(
        String method,
        URI url,
        Map<String, String> headers,
        byte @Nullable [] body,
        Duration patience,
        int largestAnswer) {

    private static final int SMALL = 64 * 1024;

    public OutgoingRequest {
        headers = Map.copyOf(headers);
    }

    /** JSON for a webhook, whose answer is of no use but for its status and headers. */
    public static OutgoingRequest json(URI url, byte[] body, Map<String, String> headers, Duration patience) {
        return new OutgoingRequest("POST", url, headers, body, patience, SMALL);
    }
}

package io.github.integratedresponse.repair;

import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingAnswer;
import io.github.integratedresponse.outgoing.OutgoingRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Takes the GitHub library's requests the platform's one way out. Nothing is repeated there and an answer is not waited for without end:
 * the process knows better when to try again, and its transaction can't stay open for long.
 */
class GitHubRequests implements GitHubConnector {

    private static final int LARGEST_PAGE = 20 * 1024 * 1024;

    private final Outgoing outgoing;
    private final Duration patience;

    GitHubRequests(Outgoing outgoing, Duration patience) {
        this.outgoing = outgoing;
        this.patience = patience;
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest asked) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        asked.allHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        // answers are not unpacked
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Accept-Encoding"));
        if (asked.contentType() != null) {
            headers.put("Content-Type", asked.contentType());
        }
        byte[] body = asked.hasBody() ? asked.body().readAllBytes() : null;
        OutgoingAnswer answer = sent(new OutgoingRequest(
                asked.method(), URI.create(asked.url().toString()), headers, body, patience, LARGEST_PAGE));
        Map<String, List<String>> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        received.putAll(answer.headers());
        return new GitHubConnectorResponse.ByteArrayResponse(asked, answer.status(), received) {
            @Override
            protected InputStream rawBodyStream() {
                return new ByteArrayInputStream(answer.body());
            }
        };
    }

    /** The library repeats what broke a connection, also the opening of an issue; of other errors it knows no better. */
    private OutgoingAnswer sent(OutgoingRequest request) throws IOException {
        try {
            return outgoing.send(request);
        } catch (IOException e) {
            throw new IOException("The connection to GitHub failed", e);
        }
    }
}

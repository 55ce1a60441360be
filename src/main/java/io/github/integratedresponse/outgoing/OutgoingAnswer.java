package io.github.integratedresponse.outgoing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came back. A redirect is an answer like any other: it is not followed. */
public record OutgoingAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst();
    }
}

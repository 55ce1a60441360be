package io.github.integratedresponse.signal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may come in, on each node. A client is a token or a person, wherever they send from.
 *
 * @param longestItem one item of a stream, unpacked
 * @param longestStream after this a stream ends and its sender goes on in another
 * @param findingsPerSecond of one client, in the long run
 * @param burst how many findings a client may send at once when it has been quiet; one request of the largest size fits
 * @param streams open at once, of all clients
 * @param streamsPerClient open at once, of one client
 * @param requests that are no streams, answered at once, of all clients
 * @param requestsPerClient the same of one client
 */
@ConfigurationProperties("integrated-response.intake")
record SendingProperties(
        @DefaultValue("1MB") DataSize longestItem,
        @DefaultValue("12h") Duration longestStream,
        @DefaultValue("5000") int findingsPerSecond,
        @DefaultValue("50000") int burst,
        @DefaultValue("64") int streams,
        @DefaultValue("8") int streamsPerClient,
        @DefaultValue("96") int requests,
        @DefaultValue("48") int requestsPerClient) {

    private static final DataSize LARGEST_ITEM = DataSize.ofMegabytes(5);

    SendingProperties {
        require(
                longestItem.toBytes() > 0 && longestItem.compareTo(LARGEST_ITEM) <= 0,
                "longest-item must be between 1 byte and " + LARGEST_ITEM.toMegabytes() + " MB");
        require(longestStream.toSeconds() > 0, "longest-stream must be a second or more");
        require(findingsPerSecond > 0, "findings-per-second must be 1 or more");
        require(burst >= IntakeApi.MOST, "burst must be " + IntakeApi.MOST + " or more");
        require(streams > 0 && streamsPerClient > 0, "streams and streams-per-client must be 1 or more");
        require(requests > 0 && requestsPerClient > 0, "requests and requests-per-client must be 1 or more");
    }

    private static void require(boolean right, String words) {
        if (!right) {
            throw new IllegalArgumentException("integrated-response.intake." + words);
        }
    }
}

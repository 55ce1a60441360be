package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.rw.CloudEventDataMapper;
import io.cloudevents.rw.CloudEventRWException;
import io.cloudevents.rw.CloudEventWriter;
import io.github.integratedresponse.process.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * What headers say of an event whose data is the body: the binary mode of CloudEvents 1.0 over HTTP. Each item of such a body is put
 * into an event, as if it had come in the structured mode. Made for one request, whose items come one after the other.
 */
public final class EventHeaders implements UnaryOperator<JsonBody.Item> {

    private static final String PREFIX = "ce-";
    private static final String VERSION = "specversion";
    private static final String ID = "id";

    /** What an event must say. */
    private static final List<String> REQUIRED = List.of(VERSION, ID, "source", "type");

    private final @Nullable ObjectNode attributes;

    private long items;

    /** @param attributes of the event; {@code null} when the request is none */
    private EventHeaders(@Nullable ObjectNode attributes) {
        this.attributes = attributes;
    }

    public static EventHeaders of(HttpServletRequest request) {
        // each name and value of a header is looked at by the firewall when it is asked for, and most requests are no
        // event
        if (REQUIRED.stream().allMatch(name -> request.getHeader(PREFIX + name) == null)) {
            return new EventHeaders(null);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaderNames().asIterator().forEachRemaining(name -> {
            String value = request.getHeader(name);
            if (value != null && name.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        try {
            return new EventHeaders(HttpMessageFactory.createReader(headers, new byte[0])
                    .read(version -> new Attributes(version), CloudEventDataMapper.identity()));
        } catch (CloudEventRWException e) {
            // no version that there is: the item is refused for it, with all else that is wrong
            Attributes read = new Attributes(null);
            headers.forEach((name, value) -> read.withContextAttribute(name.substring(PREFIX.length()), value));
            return new EventHeaders(read.end());
        }
    }

    public JsonBody around(JsonBody body) {
        return new JsonBody(body.list(), body.items().stream().map(this).toList());
    }

    /** @return the item as it is when the request is no event; its text stays as it came in any case */
    @Override
    public JsonBody.Item apply(JsonBody.Item item) {
        if (attributes == null) {
            return item;
        }
        ObjectNode event = attributes.deepCopy();
        if (items > 0 && event.has(ID)) {
            // several findings can't have the id of one event; sent again, each has the same one again
            event.put(ID, event.path(ID).asText() + "#" + items);
        }
        items++;
        event.set("data", item.value());
        return new JsonBody.Item(event, item.text(), item.problems());
    }

    /** Puts attributes into an object as the SDK comes upon them. */
    private static final class Attributes implements CloudEventWriter<ObjectNode> {

        private final ObjectNode attributes = JsonNodeFactory.instance.objectNode();

        Attributes(@Nullable SpecVersion version) {
            // without one it is an event all the same, which lacks it
            attributes.put(VERSION, version == null ? null : version.toString());
        }

        @Override
        public Attributes withContextAttribute(String name, String value) {
            attributes.put(name, JsonBody.storable(decoded(value)));
            return this;
        }

        /** As the HTTP binding of CloudEvents 1.0 has it (3.1.3.2), which the SDK leaves to others. */
        private static String decoded(String value) {
            try {
                return UriUtils.decode(value, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return value;
            }
        }

        @Override
        public ObjectNode end(CloudEventData data) {
            return attributes;
        }

        @Override
        public ObjectNode end() {
            return attributes;
        }
    }
}

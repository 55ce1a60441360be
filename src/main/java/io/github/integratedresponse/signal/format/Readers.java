package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.signal.format.CloudEvents.Content;
import io.github.integratedresponse.signal.format.CloudEvents.Event;
import io.github.integratedresponse.signal.format.Refusal.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the reader for whatever came. */
@Component
public class Readers {

    static final int MOST_PARTS = 1_000;

    private final List<SignalReader> readers;

    Readers(List<SignalReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /** What became of one finding when it was read: the one or the other. */
    public record Read(@Nullable Arrival arrival, @Nullable Refusal refusal) {

        static Read refused(Cause cause, List<Problem> problems) {
            return new Read(null, new Refusal(cause, problems));
        }

        static Read refused(Cause cause, String field, String problem) {
            return refused(cause, List.of(new Problem(field, problem)));
        }
    }

    /** @return one for each finding that the item holds, at least one */
    public List<Read> read(JsonBody.Item item) {
        if (!CloudEvents.isEvent(item.value())) {
            return read(new Content(item.value(), ""), Envelope.NONE, item.text(), item.problems());
        }
        Problems problems = new Problems();
        item.problems().forEach(problem -> problems.add(problem.field(), problem.message()));
        Event event = CloudEvents.unwrap(item.value(), problems);
        if (event == null) {
            return List.of(Read.refused(Cause.MALFORMED, problems.list()));
        }
        if (event.findings().size() == 1) {
            return read(event.findings().get(0), event.envelope(), item.text(), List.of());
        }
        List<Read> read = new ArrayList<>();
        for (Content finding : event.findings()) {
            Envelope envelope = event.envelope().of(read.size());
            read.addAll(read(finding, envelope, finding.value().toString(), List.of()));
        }
        return read;
    }

    private List<Read> read(Content content, Envelope envelope, String body, List<Problem> before) {
        JsonNode value = content.value();
        if (!value.isObject()) {
            return List.of(Read.refused(Cause.MALFORMED, content.prefix() + "item", "must be an object"));
        }
        Optional<SignalReader> reader = readers.stream()
                .filter(candidate -> candidate.recognises(value))
                .findFirst();
        if (reader.isEmpty()) {
            return List.of(Read.refused(
                    Cause.MALFORMED, content.prefix() + "item", "is in no format that is known; " + taken()));
        }
        List<JsonNode> parts = reader.get().parts(value);
        if (parts.size() == 1) {
            return List.of(read(reader.get(), new Content(parts.get(0), content.prefix()), envelope, body, before));
        }
        if (!before.isEmpty()) {
            return List.of(Read.refused(Cause.MALFORMED, before));
        }
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            return List.of(Read.refused(
                    Cause.MALFORMED,
                    content.prefix() + "item",
                    parts.isEmpty() ? "holds no finding" : "may hold " + MOST_PARTS + " findings at most"));
        }
        List<Read> read = new ArrayList<>();
        for (JsonNode part : parts) {
            Content one = new Content(part, content.prefix());
            read.add(read(reader.get(), one, envelope.of(read.size()), part.toString(), List.of()));
        }
        return read;
    }

    private String taken() {
        return readers.stream().map(SignalReader::taken).sorted().collect(Collectors.joining("; "))
                + "; and CloudEvents 1.0 around any of them";
    }

    private static Read read(SignalReader reader, Content part, Envelope envelope, String body, List<Problem> before) {
        Problems problems = new Problems();
        before.forEach(problem -> problems.add(problem.field(), problem.message()));
        try {
            Finding finding = reader.read(part.value(), envelope, problems);
            return finding == null || !problems.isEmpty()
                    ? Read.refused(Cause.MALFORMED, prefixed(part.prefix(), problems.list()))
                    : new Read(new Arrival(finding, reader.format(), body), null);
        } catch (SignalReader.NotTaken e) {
            return Read.refused(Cause.NOT_TAKEN, part.prefix() + e.field(), e.reason());
        }
    }

    private static List<Problem> prefixed(String prefix, List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Problem(prefix + problem.field(), problem.message()))
                .toList();
    }
}

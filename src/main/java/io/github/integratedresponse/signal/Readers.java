package io.github.integratedresponse.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.signal.Receipt.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the reader for whatever came. */
@Component
class Readers {

    static final int MOST_PARTS = 1_000;

    private final List<SignalReader> readers;

    Readers(List<SignalReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /** What became of one finding when it was read: the one or the other. */
    record Read(@Nullable Arrival arrival, @Nullable Receipt refusal) {

        static Read refused(Cause cause, List<Problem> problems) {
            return new Read(null, Receipt.rejected(cause, problems));
        }

        static Read refused(Cause cause, String field, String problem) {
            return refused(cause, List.of(new Problem(field, problem)));
        }
    }

    /** @return one for each finding that the item holds, at least one */
    List<Read> read(JsonBody.Item item) {
        JsonNode value = item.value();
        if (!value.isObject()) {
            return List.of(Read.refused(Cause.MALFORMED, "item", "must be an object"));
        }
        Optional<SignalReader> reader = readers.stream()
                .filter(candidate -> candidate.recognises(value))
                .findFirst();
        if (reader.isEmpty()) {
            return List.of(Read.refused(
                    Cause.MALFORMED, "class_uid", "is missing; findings are taken as OCSF 1.x, class 2004 or 2005"));
        }
        List<JsonNode> parts = reader.get().parts(value);
        if (parts.size() == 1) {
            return List.of(read(reader.get(), parts.get(0), item.text(), item.problems()));
        }
        if (!item.problems().isEmpty()) {
            return List.of(Read.refused(Cause.MALFORMED, item.problems()));
        }
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            return List.of(Read.refused(
                    Cause.MALFORMED,
                    "item",
                    parts.isEmpty() ? "holds no finding" : "may hold " + MOST_PARTS + " findings at most"));
        }
        List<Read> read = new ArrayList<>();
        parts.forEach(part -> read.add(read(reader.get(), part, part.toString(), List.of())));
        return read;
    }

    private static Read read(SignalReader reader, JsonNode part, String body, List<Problem> before) {
        Problems problems = new Problems();
        before.forEach(problem -> problems.add(problem.field(), problem.message()));
        try {
            Finding finding = reader.read(part, problems);
            return finding == null || !problems.isEmpty()
                    ? Read.refused(Cause.MALFORMED, problems.list())
                    : new Read(new Arrival(finding, reader.format(), body), null);
        } catch (SignalReader.NotTaken e) {
            return Read.refused(Cause.NOT_TAKEN, e.field(), e.reason());
        }
    }
}

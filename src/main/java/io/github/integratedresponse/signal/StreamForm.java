package io.github.integratedresponse.signal;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

/** The forms that a stream of items has. */
enum StreamForm {
    LINES(LineSplitter::lines, "application/x-ndjson", "application/ndjson", "application/jsonl"),
    RECORDS(LineSplitter::records, "application/json-seq"),
    /** For those who say that they want an answer line by line. */
    LIST(ListSplitter::new);

    private final IntFunction<Splitter> splitter;
    private final List<MediaType> types;

    StreamForm(IntFunction<Splitter> splitter, String... types) {
        this.splitter = splitter;
        this.types = MediaType.parseMediaTypes(List.of(types));
    }

    Splitter splitter(DataSize longestItem) {
        return splitter.apply(Math.toIntExact(longestItem.toBytes()));
    }

    /**
     * @param accepted what the client takes as an answer
     * @return the form of the body, or nothing when it isn't a stream
     */
    static Optional<StreamForm> of(MediaType body, List<MediaType> accepted) {
        for (StreamForm form : values()) {
            if (form.types.stream().anyMatch(body::equalsTypeAndSubtype)) {
                return Optional.of(form);
            }
        }
        double lines = quality(accepted, LINES.types);
        return lines > 0 && lines >= quality(accepted, List.of(MediaType.APPLICATION_JSON))
                ? Optional.of(LIST)
                : Optional.empty();
    }

    /** How much the client wants one of these; it must name it. */
    private static double quality(List<MediaType> accepted, List<MediaType> types) {
        return accepted.stream()
                .filter(one -> types.stream().anyMatch(one::equalsTypeAndSubtype))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}

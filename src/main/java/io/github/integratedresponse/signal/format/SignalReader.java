package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads findings of one standard format. */
interface SignalReader {

    /** What the format is called where it is stored, such as {@code ocsf}. */
    String format();

    /** What it takes, for those who sent something else. */
    String taken();

    /** Whether the item says, rightly or wrongly spelt, that it is in this format. */
    boolean recognises(JsonNode item);

    /**
     * The findings of an item, each with all that is needed to read it by itself: of a bundle, one part for each thing it reports. Most
     * formats have one finding to an item. A part that is no finding at all is a part that {@link #read} refuses.
     */
    default List<JsonNode> parts(JsonNode item) {
        return List.of(item);
    }

    /**
     * @param part one of {@link #parts}
     * @param envelope what was said around it; {@link Draft#around} reads it
     * @return the finding, or {@code null} when {@code problems} says what keeps it from being read
     * @throws NotTaken when the finding is in order, but of a kind that the platform doesn't take
     */
    @Nullable
    Finding read(JsonNode part, Envelope envelope, Problems problems) throws NotTaken;

    /** A finding that came by itself. */
    default @Nullable Finding read(JsonNode part, Problems problems) throws NotTaken {
        return read(part, Envelope.NONE, problems);
    }

    /** The finding is in order, but of a kind that the platform doesn't take. */
    final class NotTaken extends Exception {

        private static final long serialVersionUID = 1L;

        private final String field;
        private final String reason;

        NotTaken(String field, String reason) {
            super(field + ": " + reason);
            this.field = field;
            this.reason = reason;
        }

        String field() {
            return field;
        }

        String reason() {
            return reason;
        }
    }
}

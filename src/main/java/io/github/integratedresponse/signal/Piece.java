package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.Problem;
import org.jspecify.annotations.Nullable;

/** One item as it was cut out of a stream: its text, or why there is none. */
record Piece(@Nullable String text, @Nullable Problem problem) {

    static Piece of(String text) {
        return new Piece(text, null);
    }

    static Piece refused(String problem) {
        return new Piece(null, new Problem("item", problem));
    }

    /** How much of a chunk it fills, in characters. */
    int size() {
        return text == null ? 0 : text.length();
    }
}

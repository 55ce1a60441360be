package io.github.integratedresponse.signal.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was said around a finding; it stands where the finding itself doesn't say. */
record Envelope(@Nullable String source, @Nullable String id, @Nullable Instant time, @Nullable String tlp) {

    /** Nothing was around it. */
    static final Envelope NONE = new Envelope(null, null, null, null);

    /** The same around one of several findings, which can't all have its id; sent again, each has the same one again. */
    Envelope of(int part) {
        return new Envelope(source, id == null ? null : id + "#" + part, time, tlp);
    }
}

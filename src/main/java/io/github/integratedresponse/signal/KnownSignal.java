package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.Stored.Fate;
import io.github.integratedresponse.signal.format.Finding;
import io.github.integratedresponse.signal.format.Finding.Activity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the register has on a signal while findings of it come in, its row locked. */
final class KnownSignal {

    private final long id;
    private final @Nullable String incident;

    private @Nullable Long digest;
    private @Nullable Instant reportedAt;
    private boolean closed;
    private long sightings;
    private Activity lastActivity;

    KnownSignal(
            long id,
            @Nullable String incident,
            @Nullable Long digest,
            @Nullable Instant reportedAt,
            boolean closed,
            Activity lastActivity) {
        this.id = id;
        this.incident = incident;
        this.digest = digest;
        this.reportedAt = reportedAt;
        this.closed = closed;
        this.lastActivity = lastActivity;
    }

    long id() {
        return id;
    }

    @Nullable
    String incident() {
        return incident;
    }

    /** Notes that the finding came, and says what is new about it. */
    Fate seen(Finding finding) {
        sightings++;
        Instant reported = finding.reportedAt();
        if (reported != null && reportedAt != null && reported.isBefore(reportedAt)) {
            // older than what is known, so it was overtaken on its way
            return Fate.DUPLICATE;
        }
        boolean newer = reported != null && reportedAt != null && reported.isAfter(reportedAt);
        // what was stored before digests were kept counts as said
        boolean changes = digest != null && digest != finding.digest();
        boolean closes = finding.activity() == Activity.CLOSE && !closed;
        // a repeat that was under way when the source closed it doesn't open it again
        boolean reopens = closed && finding.activity() != Activity.CLOSE && (newer || changes);
        lastActivity = finding.activity();
        reportedAt = reported == null ? reportedAt : reported;
        digest = finding.digest();
        closed = closes || (closed && !reopens);
        return closes ? Fate.CLOSED : changes || reopens ? Fate.UPDATED : Fate.DUPLICATE;
    }

    long sightings() {
        return sightings;
    }

    Activity lastActivity() {
        return lastActivity;
    }

    @Nullable
    Long digest() {
        return digest;
    }

    @Nullable
    Instant reportedAt() {
        return reportedAt;
    }

    boolean closed() {
        return closed;
    }
}

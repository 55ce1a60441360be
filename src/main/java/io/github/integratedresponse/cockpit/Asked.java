package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.process.DeployedDiagrams;
import io.github.integratedresponse.process.DeployedDiagrams.Version;
import io.github.integratedresponse.sla.Weeks;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question about a process is about.
 *
 * @param versions every version of the process, newest first
 * @param only the one version that is asked about; null for all of them
 */
record Asked(String process, List<Version> versions, @Nullable Version only, Weeks weeks, Instant now) {

    /** The engine's ids of what is asked about. */
    String[] definitions() {
        return only == null ? versions.stream().map(Version::id).toArray(String[]::new) : new String[] {only.id()};
    }

    /** The version whose diagram is shown: the one asked about, or the newest. */
    DeployedDiagrams.Version shown() {
        return only == null ? versions.get(0) : only;
    }

    @Nullable
    Integer version() {
        return only == null ? null : only.version();
    }

    OffsetDateTime from() {
        return weeks.from().atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime to() {
        return weeks.to().atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    /** As the engine's tables have it. */
    Timestamp engineFrom() {
        return Timestamp.from(from().toInstant());
    }

    /** As the engine's tables have it. */
    Timestamp engineTo() {
        return Timestamp.from(to().toInstant());
    }

    OffsetDateTime asOf() {
        return now.atOffset(ZoneOffset.UTC);
    }
}

package io.github.integratedresponse.signal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding in the platform's own words, before it is known whether it is new.
 *
 * @param alias a second id that the finding is known by, if there is one
 * @param productNames what may be ids of products; the registry knows which are
 * @param firstSeenAt {@code null} when the source doesn't say
 */
record Finding(
        String source,
        String externalId,
        @Nullable String alias,
        String title,
        String description,
        String findingType,
        int severityId,
        List<String> techniques,
        List<String> resources,
        List<String> productNames,
        List<Observable> observables,
        @Nullable String tlp,
        Activity activity,
        @Nullable Instant firstSeenAt) {

    /** What the source did with the finding. */
    enum Activity {
        CREATE,
        UPDATE,
        CLOSE,
        OTHER
    }

    /** Equal for findings about the same kind of thing on the same resource; without a resource, of this finding alone. */
    String correlationKey() {
        return Texts.key(
                resources.isEmpty()
                        ? findingType + "|" + source + "|" + externalId
                        : findingType + "|" + resources.get(0));
    }
}

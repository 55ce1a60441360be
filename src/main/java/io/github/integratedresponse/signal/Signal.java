package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.format.Observable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source reported, normalised.
 *
 * @param source who reported it: vendor and product, such as {@code Amazon/GuardDuty}
 * @param externalId the source's own id of the finding; with {@code source} unique
 * @param findingType what kind of thing was found, in the source's words
 * @param severityId OCSF severity: 0 unknown, 1 informational, 2 low, 3 medium, 4 high, 5 critical, 6 fatal
 * @param techniques MITRE ATT&amp;CK technique ids, such as {@code T1562.008}
 * @param resources ids of what was hit
 * @param productIds products of the registry that the resources belong to
 * @param observables what was seen, such as addresses and user names
 * @param actors who did it, as the source calls them
 * @param markings other words on how it may be handled
 * @param closed whether its source closed it when it said this
 * @param correlationKey equal for signals about the same kind of thing on the same resource
 * @param tlp how far the source lets it be shared: {@code RED}, {@code AMBER_STRICT}, {@code AMBER}, {@code GREEN} or {@code CLEAR}, when
 *     it says so
 */
public record Signal(
        long id,
        String source,
        String externalId,
        String title,
        String description,
        String findingType,
        int severityId,
        List<String> techniques,
        List<String> resources,
        List<String> productIds,
        List<Observable> observables,
        List<String> actors,
        String correlationKey,
        @Nullable String tlp,
        List<String> markings,
        boolean closed,
        Instant firstSeenAt,
        Instant receivedAt) {}

package io.github.integratedresponse.signal.format;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding in the platform's own words, before it is known whether it is new. Readers put it together as a {@link Draft}.
 *
 * @param alias a second id that the finding is known by, if there is one
 * @param productNames what may be ids of products; the registry knows which are
 * @param actors who did it, as the source calls them: intrusion sets, threat actors, accounts
 * @param tlp the strictest that it says: {@code RED}, {@code AMBER_STRICT}, {@code AMBER}, {@code GREEN} or {@code CLEAR}
 * @param markings other words on how it may be handled, as they stand
 * @param firstSeenAt {@code null} when the source doesn't say
 * @param reportedAt when the source said this last, which orders what it says of the same finding; {@code null} when it doesn't say
 */
public record Finding(
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
        List<String> actors,
        @Nullable String tlp,
        List<String> markings,
        Activity activity,
        @Nullable Instant firstSeenAt,
        @Nullable Instant reportedAt) {

    /** What the source did with the finding. */
    public enum Activity {
        CREATE,
        UPDATE,
        CLOSE,
        OTHER
    }

    /** Equal for findings that say the same. When, and how often, is not part of what they say. */
    public long digest() {
        StringBuilder said = new StringBuilder(1_000);
        said.append(title).append('\n').append(description).append('\n').append(findingType);
        said.append('\n').append(severityId).append(tlp);
        add(said, techniques);
        add(said, resources);
        add(said, productNames);
        add(said, actors);
        add(said, markings);
        add(
                said,
                observables.stream().map(one -> one.type() + "=" + one.value()).toList());
        return Texts.shortDigest(said.toString());
    }

    private static void add(StringBuilder said, List<String> texts) {
        said.append('\n');
        (texts.size() < 2 ? texts : texts.stream().sorted().toList())
                .forEach(text -> said.append('\t').append(text));
    }

    /** Equal for findings about the same kind of thing on the same resource; without a resource, of this finding alone. */
    public String correlationKey() {
        return Texts.key(
                resources.isEmpty()
                        ? findingType + "|" + source + "|" + externalId
                        : findingType + "|" + resources.get(0));
    }
}

package io.github.integratedresponse.outgoing;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where requests of the platform may go beside the internet.
 *
 * @param allowedInternalHosts names or addresses, as they stand in the configured address, whose systems may stand on an internal
 *     address and may be spoken to without TLS
 */
@ConfigurationProperties("integrated-response.outgoing")
public record OutgoingProperties(@Nullable Set<String> allowedInternalHosts) {

    public OutgoingProperties {
        allowedInternalHosts = allowedInternalHosts == null
                ? Set.of()
                : allowedInternalHosts.stream().map(OutgoingProperties::normal).collect(Collectors.toUnmodifiableSet());
    }

    boolean allowsInternal(String host) {
        return allowedInternalHosts != null && allowedInternalHosts.contains(normal(host));
    }

    private static String normal(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}

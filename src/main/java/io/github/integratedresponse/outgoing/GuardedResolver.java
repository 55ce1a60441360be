package io.github.integratedresponse.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks at the very addresses that the client is about to connect to, so that a name which answers differently the second time gains
 * nothing. One forbidden address among several is enough to refuse them all.
 */
class GuardedResolver implements DnsResolver {

    private final DnsResolver names;
    private final OutgoingProperties properties;

    GuardedResolver(DnsResolver names, OutgoingProperties properties) {
        this.names = names;
        this.properties = properties;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        AddressKind worst = Arrays.stream(addresses)
                .map(AddressKind::of)
                .max(AddressKind::compareTo)
                .orElse(AddressKind.FORBIDDEN);
        if (worst == AddressKind.PUBLIC || worst == AddressKind.INTERNAL && properties.allowsInternal(host)) {
            return addresses;
        }
        throw new RefusedTarget("The host " + host + " stands on an internal address"
                + (worst == AddressKind.INTERNAL
                        ? "; an operator may allow it (integrated-response.outgoing.allowed-internal-hosts)"
                        : " that nothing is ever sent to"));
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

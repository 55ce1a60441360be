package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where a request comes from. Headers are never read here: what a proxy says counts only where {@code server.forward-headers-strategy}
 * says that there is a proxy, and the container has put it into the request then.
 */
final class ClientAddress {

    /** Anything else could make Java look a name up. */
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** @return the address as limits count it: one of IPv4, or the network of one of IPv6, since a single client owns all of it */
    static String of(HttpServletRequest request) {
        String said = request.getRemoteAddr();
        if (said == null) {
            return "unknown";
        }
        int zone = said.indexOf('%');
        String literal = zone < 0 ? said : said.substring(0, zone);
        if (literal.startsWith("[") && literal.endsWith("]")) {
            literal = literal.substring(1, literal.length() - 1);
        }
        if (!LITERAL.matcher(literal).matches()) {
            return "unknown";
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            return address instanceof Inet6Address
                    ? HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** @return where the request comes from that this thread works on, {@code null} when it works on none */
    static @Nullable String asking() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : null;
    }
}

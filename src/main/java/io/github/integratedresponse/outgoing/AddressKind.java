package io.github.integratedresponse.outgoing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What stands at an address: the internet, the inside of a network, or what no request of ours is ever for. */
enum AddressKind {
    PUBLIC,
    /** Loopback, private and shared networks: only for hosts that an operator named. */
    INTERNAL,
    /** Link-local (cloud machines answer there with their credentials), multicast, unspecified, reserved: never. */
    FORBIDDEN;

    private static final List<Range> NEVER = List.of(
            Range.of("0.0.0.0", 8),
            Range.of("169.254.0.0", 16),
            Range.of("224.0.0.0", 4),
            Range.of("240.0.0.0", 4),
            Range.of("::", 128),
            Range.of("fe80::", 10),
            Range.of("ff00::", 8),
            // what AWS's machines know their metadata service by
            Range.of("fd00:ec2::", 32),
            // Alibaba's; the rest of its network is only internal
            Range.of("100.100.100.200", 32));

    private static final List<Range> INSIDE = List.of(
            Range.of("127.0.0.0", 8),
            Range.of("10.0.0.0", 8),
            Range.of("172.16.0.0", 12),
            Range.of("192.168.0.0", 16),
            Range.of("100.64.0.0", 10),
            Range.of("192.0.0.0", 24),
            Range.of("192.0.2.0", 24),
            Range.of("192.88.99.0", 24),
            Range.of("198.18.0.0", 15),
            Range.of("198.51.100.0", 24),
            Range.of("203.0.113.0", 24),
            Range.of("::1", 128),
            Range.of("fc00::", 7),
            Range.of("fec0::", 10),
            Range.of("100::", 64),
            Range.of("2001:db8::", 32),
            Range.of("3fff::", 20),
            Range.of("5f00::", 16));

    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] carried = bytes.length == 16 ? carried(bytes) : bytes;
        AddressKind own = kind(bytes);
        AddressKind inner = carried == bytes ? own : kind(carried);
        return own.compareTo(inner) >= 0 ? own : inner;
    }

    private static AddressKind kind(byte[] address) {
        if (NEVER.stream().anyMatch(range -> range.holds(address))) {
            return FORBIDDEN;
        }
        return INSIDE.stream().anyMatch(range -> range.holds(address)) ? INTERNAL : PUBLIC;
    }

    /** The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4 or Teredo; else the address itself. */
    private static byte[] carried(byte[] address) {
        if (zero(address, 0, 10) && (address[10] == -1 && address[11] == -1 || zero(address, 10, 12))) {
            return zero(address, 12, 15) ? address : Arrays.copyOfRange(address, 12, 16);
        }
        if (Range.of("64:ff9b::", 96).holds(address)
                || Range.of("64:ff9b:1::", 48).holds(address)) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        if (Range.of("2002::", 16).holds(address)) {
            return Arrays.copyOfRange(address, 2, 6);
        }
        if (Range.of("2001::", 32).holds(address)) {
            byte[] hidden = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = (byte) ~hidden[i];
            }
            return hidden;
        }
        return address;
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private record Range(List<Byte> network, int bits) {

        static Range of(String network, int bits) {
            try {
                InetAddress address = InetAddress.getByName(network);
                byte[] bytes = address instanceof Inet6Address six ? six.getAddress() : address.getAddress();
                Byte[] boxed = new Byte[bytes.length];
                Arrays.setAll(boxed, i -> bytes[i]);
                return new Range(List.of(boxed), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(network, e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != network.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}

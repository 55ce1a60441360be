package io.github.integratedresponse.outgoing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {

    @RegisterExtension
    static final WireMockExtension INSIDE = WireMockExtension.newInstance()
            .options(options().dynamicPort().dynamicHttpsPort())
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "10.0.0.5",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "198.18.0.1",
                "0:0:0:0:0:0:0:1",
                "::ffff:10.0.0.5",
                "::7f00:1",
                "64:ff9b::a00:5",
                "64:ff9b:1::a00:5",
                "2002:a00:5::1",
                "2001:0:1:1:1:1:f5ff:fffa",
                "fd12:3456:789a::1",
                "fec0::1"
            })
    void theInsideOfANetworkIsReachedOnlyWhereAnOperatorSaidSo(String address) throws Exception {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(AddressKind.INTERNAL);
        assertThatThrownBy(() -> resolving(Set.of(), address).resolve("hook.example"))
                .isInstanceOf(RefusedTarget.class);
        assertThat(resolving(Set.of("Hook.Example"), address).resolve("hook.example"))
                .hasSize(1);
        assertThatThrownBy(() -> resolving(Set.of("other.example"), address).resolve("hook.example"))
                .isInstanceOf(RefusedTarget.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "224.0.0.1",
                "255.255.255.255",
                "100.100.100.200",
                "::",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "::a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::"
            })
    void whereCloudsKeepTheirCredentialsNothingIsEverSent(String address) throws Exception {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(AddressKind.FORBIDDEN);
        assertThatThrownBy(() -> resolving(Set.of("hook.example"), address).resolve("hook.example"))
                .isInstanceOf(RefusedTarget.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808"})
    void theInternetIsOpen(String address) throws Exception {
        assertThat(resolving(Set.of(), address).resolve("hook.example")).hasSize(1);
    }

    @Test
    void oneInternalAddressAmongPublicOnesIsEnough() {
        assertThatThrownBy(() -> resolving(Set.of(), "8.8.8.8", "127.0.0.1").resolve("hook.example"))
                .isInstanceOf(RefusedTarget.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hook.example/",
                "ftp://hook.example/",
                "file:///etc/passwd",
                "https:///nowhere",
                "https://user:password@hook.example/",
                "https://hook.example@localhost/",
                "https://hook.example/#x",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1./",
                "mailto:a@example.org"
            })
    void addressesThatHideWhereTheyLeadAreRefusedBeforeAnythingIsLookedUp(String url) throws Exception {
        try (Closing out = new Closing(new Outgoing(new OutgoingProperties(Set.of("localhost")), never()))) {
            assertThatThrownBy(() -> out.post(url)).isInstanceOf(RefusedTarget.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]"})
    void loopbackIsNotReachedByAnyOfItsNames(String host) throws Exception {
        INSIDE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        try (Closing out = new Closing(new Outgoing(new OutgoingProperties(null)))) {
            assertThatThrownBy(() -> out.post("https://" + host + ":" + INSIDE.getHttpsPort() + "/hook"))
                    .isInstanceOf(RefusedTarget.class)
                    .hasMessageContaining("internal address");
        }
        assertThat(INSIDE.getAllServeEvents()).isEmpty();
    }

    @Test
    void aNameThatPointsInsideOnceItIsAllowedGainsNothing() throws Exception {
        INSIDE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        // what is connected to is what was looked at, each time anew
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "169.254.169.254"));
        DnsResolver rebinding = names(host -> new InetAddress[] {InetAddress.getByName(answers.removeFirst())});
        try (Closing out = new Closing(new Outgoing(new OutgoingProperties(null), rebinding))) {
            String url = "https://rebinding.example:" + INSIDE.getHttpsPort() + "/";
            assertThatThrownBy(() -> out.post(url)).isInstanceOf(RefusedTarget.class);
            assertThatThrownBy(() -> out.post(url)).isInstanceOf(RefusedTarget.class);
        }
        assertThat(answers).isEmpty();
        assertThat(INSIDE.getAllServeEvents()).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        try (Closing out = new Closing(new Outgoing(new OutgoingProperties(Set.of("localhost"))))) {
            assertThatThrownBy(() -> out.post("https://localhost:" + INSIDE.getHttpsPort() + "/"))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
        }
        assertThat(INSIDE.getAllServeEvents()).isEmpty();
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        INSIDE.stubFor(post("/hook").willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
        try (Closing out = allowed()) {
            assertThat(out.post(plain() + "/hook").status()).isEqualTo(307);
        }
        INSIDE.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void anAnswerWithoutEndIsNotRead() throws Exception {
        INSIDE.stubFor(post("/long").willReturn(aResponse().withBody("x".repeat(100_000))));
        INSIDE.stubFor(post("/slow")
                .willReturn(aResponse().withChunkedDribbleDelay(100, 60_000).withBody("x".repeat(200))));
        INSIDE.stubFor(post("/cut").willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
        try (Closing out = allowed()) {
            assertThatThrownBy(() -> out.post(plain() + "/long"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than 65536 bytes");
            assertThatThrownBy(() -> out.post(plain() + "/slow", Duration.ofSeconds(2)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in time");
            assertThatThrownBy(() -> out.post(plain() + "/cut")).isInstanceOf(IOException.class);
        }
        INSIDE.verify(1, postRequestedFor(urlEqualTo("/cut")));
    }

    private static String plain() {
        return "http://localhost:" + INSIDE.getPort();
    }

    private static Closing allowed() {
        return new Closing(new Outgoing(new OutgoingProperties(Set.of("localhost"))));
    }

    private static GuardedResolver resolving(Set<String> allowed, String... addresses) {
        return new GuardedResolver(
                names(host -> {
                    InetAddress[] found = new InetAddress[addresses.length];
                    for (int i = 0; i < addresses.length; i++) {
                        found[i] = InetAddress.getByName(addresses[i]);
                    }
                    return found;
                }),
                new OutgoingProperties(allowed));
    }

    private static DnsResolver never() {
        return names(host -> {
            throw new AssertionError("looked up " + host);
        });
    }

    private interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static DnsResolver names(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return names.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private record Closing(Outgoing outgoing) implements AutoCloseable {

        OutgoingAnswer post(String url) throws IOException {
            return post(url, Duration.ofSeconds(10));
        }

        OutgoingAnswer post(String url, Duration patience) throws IOException {
            return outgoing.send(
                    OutgoingRequest.json(URI.create(url), "{}".getBytes(StandardCharsets.UTF_8), Map.of(), patience));
        }

        @Override
        public void close() throws IOException {
            outgoing.destroy();
        }
    }
}

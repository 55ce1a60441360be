package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

class SignInThrottleTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T09:00:00Z"));
    private final Clock clock = moved();
    private final SignInThrottle throttle = new SignInThrottle(
            Binder.get(new MockEnvironment()).bindOrCreate("integrated-response.sign-in", SignInProperties.class),
            clock);

    private Clock moved() {
        return new Clock() {
            @Override
            public Instant instant() {
                return java.util.Objects.requireNonNull(now.get());
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private void fail(int times, String address, String account) {
        for (int i = 0; i < times; i++) {
            throttle.requireRoom(address, account);
            throttle.failed(address, account);
        }
    }

    @Test
    void twentyFailuresFromOneAddressInAMinuteAreTheLimit() {
        for (int i = 0; i < 20; i++) {
            fail(1, "192.0.2.1", "account" + i);
        }
        assertThatThrownBy(() -> throttle.requireRoom("192.0.2.1", "another"))
                .isInstanceOfSatisfying(TooManySignIns.class, refused -> assertThat(refused.retryAfterSeconds())
                        .isBetween(1L, 60L));
        assertThatCode(() -> throttle.requireRoom("192.0.2.2", "another")).doesNotThrowAnyException();
        pass(Duration.ofMinutes(1));
        assertThatCode(() -> throttle.requireRoom("192.0.2.1", "another")).doesNotThrowAnyException();
    }

    @Test
    void tenFailuresForOneAccountInFiveMinutesAreTheLimitFromAllAddressesTogether() {
        for (int i = 0; i < 10; i++) {
            fail(1, "192.0.2." + i, "ada");
        }
        assertThatThrownBy(() -> throttle.requireRoom("198.51.100.1", "ada")).isInstanceOf(TooManySignIns.class);
        assertThatCode(() -> throttle.requireRoom("198.51.100.1", "grace")).doesNotThrowAnyException();
        pass(Duration.ofMinutes(5));
        assertThatCode(() -> throttle.requireRoom("198.51.100.1", "ada")).doesNotThrowAnyException();
    }

    @Test
    void guessingFromElsewhereShutsNobodyOutWhereTheyUsuallySignIn() {
        throttle.succeeded("203.0.113.5", "ada");
        fail(10, "192.0.2.1", "ada");
        assertThatCode(() -> throttle.requireRoom("203.0.113.5", "ada")).doesNotThrowAnyException();
        fail(10, "203.0.113.5", "ada");
        assertThatThrownBy(() -> throttle.requireRoom("203.0.113.5", "ada"))
                .as("but there too guessing ends")
                .isInstanceOf(TooManySignIns.class);
    }

    @Test
    void successCostsNothing() {
        for (int i = 0; i < 1_000; i++) {
            throttle.requireRoom("192.0.2.1", "ada");
            throttle.succeeded("192.0.2.1", "ada");
        }
        assertThatCode(() -> throttle.requireRoom("192.0.2.1", "ada")).doesNotThrowAnyException();
    }

    @Test
    void manyGuessesAtTheSameMomentGainNothing() {
        for (int i = 0; i < 100; i++) {
            throttle.failed("192.0.2.1", "ada");
        }
        pass(Duration.ofMinutes(10));
        assertThatThrownBy(() -> throttle.requireRoom("192.0.2.2", "ada"))
                .as("what was over the limit is waited for")
                .isInstanceOf(TooManySignIns.class);
    }

    @Test
    void theAddressIsWhatTheConnectionSaysUnlessAProxyIsConfigured() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.1");
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("Forwarded", "for=203.0.113.9");
        assertThat(ClientAddress.of(request)).isEqualTo("192.0.2.1");

        MockFilterChain behindProxy = new MockFilterChain();
        new ForwardedHeaderFilter().doFilter(request, new MockHttpServletResponse(), behindProxy);
        assertThat(ClientAddress.of((jakarta.servlet.http.HttpServletRequest) behindProxy.getRequest()))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddressAndNothingIsLookedUp() {
        assertThat(address("2001:db8:1:2::1"))
                .isEqualTo(address("2001:db8:1:2:ffff::2"))
                .isNotEqualTo(address("2001:db8:1:3::1"));
        assertThat(address("evil.example")).isEqualTo("unknown");
        assertThat(address("abc")).isEqualTo("unknown");
        assertThat(address("1.2.3.4\r\nforged line")).isEqualTo("unknown");
    }

    private static String address(String said) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(said);
        return ClientAddress.of(request);
    }
}

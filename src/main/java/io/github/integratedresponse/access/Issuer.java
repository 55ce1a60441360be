package io.github.integratedresponse.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The issuer as it describes itself. That is asked when it is needed first, so that the platform starts when the issuer is down, and
 * kept once it is known.
 */
class Issuer implements ClientRegistrationRepository {

    /** There is one issuer. */
    static final String ID = "issuer";

    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SingleSignOnProperties settings;
    private final Clock clock;
    private volatile @Nullable ClientRegistration known;
    private volatile Instant notBefore = Instant.MIN;

    Issuer(SingleSignOnProperties settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The issuer does not answer. */
    static class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unavailable(@Nullable Throwable cause) {
            super("The issuer does not answer", cause);
        }
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return ID.equals(id) ? registration() : null;
    }

    /** @throws Unavailable also without asking, when it did not answer a moment ago */
    ClientRegistration registration() {
        ClientRegistration registration = known;
        return registration == null ? ask() : registration;
    }

    private synchronized ClientRegistration ask() {
        ClientRegistration registration = known;
        if (registration != null) {
            return registration;
        }
        if (clock.instant().isBefore(notBefore)) {
            throw new Unavailable(null);
        }
        try {
            registration = ClientRegistrations.fromIssuerLocation(settings.issuerUri())
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret())
                    .scope(settings.scopes())
                    .redirectUri("{baseUrl}" + SignInPages.RETURN)
                    .build();
        } catch (RuntimeException e) {
            notBefore = clock.instant().plus(PAUSE);
            LOG.warn(
                    "The issuer of single sign-on, {}, does not answer or does not describe itself: {}."
                            + " Nobody can sign in by it until it does",
                    settings.issuerUri(),
                    e.getMessage());
            throw new Unavailable(e);
        }
        known = registration;
        return registration;
    }

    /** Where a person signs out of the issuer too, when it offers that. */
    Optional<URI> signOut() {
        Object end =
                registration().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
        return end instanceof String address ? Optional.of(URI.create(address)) : Optional.empty();
    }

    /** Reads access tokens that are meant for the API. An ID token is none, though it may name the same audience. */
    JwtDecoder accessTokens() {
        return decoder(
                List.of("JWT", "at+jwt", "application/at+jwt"),
                audience(settings.audience()),
                has("exp", Objects::nonNull),
                has("nonce", Objects::isNull),
                has("at_hash", Objects::isNull),
                has("events", Objects::isNull),
                has("typ", type -> !"ID".equals(type)));
    }

    /** Reads what the issuer sends when somebody signed out there (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
    JwtDecoder logoutTokens() {
        return decoder(
                List.of("JWT", "logout+jwt"),
                audience(settings.clientId()),
                has("iat", Objects::nonNull),
                has("nonce", Objects::isNull),
                has(
                        "events",
                        events -> events instanceof Map<?, ?> map
                                && map.containsKey("http://schemas.openid.net/event/backchannel-logout")));
    }

    private static OAuth2TokenValidator<Jwt> audience(@Nullable String wanted) {
        return new JwtClaimValidator<List<String>>(
                "aud", named -> wanted != null && named != null && named.contains(wanted));
    }

    private static OAuth2TokenValidator<Jwt> has(String claim, Predicate<@Nullable Object> good) {
        return new JwtClaimValidator<Object>(claim, good::test);
    }

    @SafeVarargs
    private JwtDecoder decoder(List<String> types, OAuth2TokenValidator<Jwt>... checks) {
        JOSEObjectType[] allowed = Stream.concat(
                        types.stream().map(JOSEObjectType::new), Stream.of((JOSEObjectType) null))
                .toArray(JOSEObjectType[]::new);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        registration().getProviderDetails().getJwkSetUri())
                .jwsAlgorithms(good -> good.addAll(List.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.RS384,
                        SignatureAlgorithm.RS512,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.ES256,
                        SignatureAlgorithm.ES384)))
                .jwtProcessorCustomizer(
                        tokens -> tokens.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(allowed)))
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator();
        times.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                Stream.concat(Stream.of(times, new JwtIssuerValidator(settings.issuerUri())), Arrays.stream(checks))
                        .toList()));
        return decoder;
    }
}

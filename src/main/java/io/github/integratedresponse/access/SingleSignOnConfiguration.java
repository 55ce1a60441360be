package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.support.TransactionTemplate;

/** Single sign-on by OpenID Connect, where an issuer is configured; nothing of it is made where none is. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnIssuer.class)
class SingleSignOnConfiguration {

    private static final String PAGES =
            "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none';" + " frame-ancestors 'none'";

    @Bean
    Issuer issuer(SingleSignOnProperties settings, Clock clock) {
        settings.check();
        return new Issuer(settings, clock);
    }

    @Bean
    Admission admission(
            SingleSignOnProperties settings,
            IssuersPeople issuers,
            People people,
            IdentityService identity,
            AuditLog audit,
            TransactionTemplate transaction) {
        return new Admission(settings, issuers, people, identity, audit, transaction);
    }

    @Bean
    SingleSignOn singleSignOn(
            SingleSignOnProperties settings,
            Issuer issuer,
            Admission admission,
            WebSessions sessions,
            SignInRecord record) {
        return new SingleSignOn(settings, issuer, admission, sessions, record);
    }

    /** Asks the issuer early, so that a wrong address is known before somebody wants to sign in; nobody waits for it. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> issuerIsAskedEarly(Issuer issuer) {
        return ready -> {
            Thread asking = new Thread(
                    () -> {
                        try {
                            issuer.registration();
                        } catch (Issuer.Unavailable e) {
                            // it has said so
                        }
                    },
                    "issuer");
            asking.setDaemon(true);
            asking.start();
        };
    }

    @Bean
    @Order(0)
    SecurityFilterChain signInElsewhere(HttpSecurity http, Issuer issuer, SingleSignOn elsewhere) throws Exception {
        return SecurityConfiguration.common(http)
                .securityMatcher(SecurityConfiguration.paths(SignInPages.PAGE, SignInPages.PAGE + "/**"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGES)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .oauth2Login(login -> login.clientRegistrationRepository(issuer)
                        .authorizedClientRepository(new NoTokensKept())
                        .loginPage(SignInPages.PAGE)
                        .loginProcessingUrl(SignInPages.RETURN)
                        .authorizationEndpoint(begin ->
                                begin.baseUri(SignInPages.BEGIN).authorizationRequestResolver(provingWhoAsked(issuer)))
                        .redirectionEndpoint(end -> end.baseUri(SignInPages.RETURN))
                        .userInfoEndpoint(person -> person.oidcUserService(elsewhere::admit))
                        .successHandler(elsewhere::signedIn)
                        .failureHandler(elsewhere::refused))
                .build();
    }

    /** PKCE also for a client that has a secret: a code that was caught is of no use (RFC 9700, section 2.1.1). */
    private static OAuth2AuthorizationRequestResolver provingWhoAsked(Issuer issuer) {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(issuer, SignInPages.BEGIN);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return requests;
    }

    /** The platform asks the issuer for nothing later, so it keeps none of its access tokens. */
    private static class NoTokensKept implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // the contract allows null: there is none
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String client, Authentication person, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication person,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String client, Authentication person, HttpServletRequest request, HttpServletResponse response) {}
    }
}

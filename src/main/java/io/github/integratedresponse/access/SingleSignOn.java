package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/** What single sign-on changes at the doors of the platform, and what happens to who comes back from the issuer. */
class SingleSignOn {

    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    private static final String ENGINE = "default";

    private final SingleSignOnProperties settings;
    private final Issuer issuer;
    private final Admission admission;
    private final WebSessions sessions;
    private final SignInRecord record;
    private final OidcUserService claims = new OidcUserService();

    SingleSignOn(
            SingleSignOnProperties settings,
            Issuer issuer,
            Admission admission,
            WebSessions sessions,
            SignInRecord record) {
        this.settings = settings;
        this.issuer = issuer;
        this.admission = admission;
        this.sessions = sessions;
        this.record = record;
    }

    /** Programs may show tokens of the issuer, beside passwords or in their place. */
    void atTheDoorsOfPrograms(HttpSecurity http, Refusal refusal) throws Exception {
        if (settings.noPasswords()) {
            http.httpBasic(AbstractHttpConfigurer::disable);
        }
        if (settings.audience() != null) {
            http.addFilterBefore(
                    new IssuersTokenFilter(issuer, admission, record, refusal), BasicAuthenticationFilter.class);
        }
    }

    void atTheDoorsOfTheWebApplications(HttpSecurity http, Refusal refusal) {
        http.addFilterAfter(new ElsewhereFilter(sessions, settings.noPasswords(), refusal), AuthorizationFilter.class);
    }

    /** What the issuer says of who comes back. */
    IssuersUser admit(OidcUserRequest request) throws OAuth2AuthenticationException {
        OidcUser user = claims.loadUser(request);
        return new IssuersUser(user, admission.admit(user.getClaims()).id());
    }

    /** Makes the session that Camunda's sign-in would have made, so that everything about sessions is the same for both. */
    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication who) {
        IssuersUser person = (IssuersUser) who.getPrincipal();
        String target = ElsewhereSession.target(request);
        AuthenticationUtil.revalidateSession(
                request, AuthenticationUtil.createAuthentication(ENGINE, person.getName()));
        ElsewhereSession.signedIn(request, response, person.getIdToken().getTokenValue());
        record.signedIn(person.getName(), "by single sign-on");
        SignInPages.send(response, target);
    }

    void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        record.refusedElsewhere(reason(why));
        if (why instanceof SignInRefused refused) {
            SignInPages.refuse(response, String.valueOf(refused.getMessage()));
            return;
        }
        LOG.warn("A sign-in by the issuer failed: {}", reason(why));
        SignInPages.refuse(response, "The sign-in of your organisation did not succeed. Try again.");
    }

    private static String reason(AuthenticationException why) {
        return why instanceof OAuth2AuthenticationException error
                ? error.getError().getErrorCode()
                : String.valueOf(why.getMessage());
    }
}

package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What answers tell a browser it may do with them. The pages of the web applications have a policy of their own in application.yaml. */
final class WebHeaders {

    private static final String CACHING = "Cache-Control";
    private static final String NEVER = "no-store";
    static final String POLICY = "Content-Security-Policy";

    /** For what no page is: the answers of APIs, which a browser may show to whoever opens them, and nothing more. */
    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /** What Swagger UI needs: its own scripts and styles, pictures that stand in its styles, and the API. */
    private static final String API_DOCUMENTATION = "default-src 'none'; script-src 'self'; style-src-elem 'self'"
            // the style sheet that its script writes into the page
            + " 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w=';"
            + " style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private static final String NO_DEVICES = "accelerometer=(), autoplay=(), camera=(), display-capture=(),"
            + " geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(),"
            + " payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    private WebHeaders() {}

    /** What all answers say. Strict-Transport-Security goes only to who came by TLS. */
    static void common(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                // what is left of it in browsers is not worth its name
                .xssProtection(HeadersConfigurer.XXssConfig::disable)
                // the origin of a request that changes something has to be told to ourselves
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(NO_DEVICES))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .httpStrictTransportSecurity(strict ->
                        strict.maxAgeInSeconds(Duration.ofDays(365).toSeconds()).includeSubDomains(true))
                .addHeaderWriter(new SecureCookies());
    }

    /** Answers to programs, and between them the pages that document the API. */
    static void programs(
            HeadersConfigurer<HttpSecurity> headers, RequestMatcher documentation, RequestMatcher foreign) {
        headers.addHeaderWriter((request, response) ->
                        response.setHeader(POLICY, documentation.matches(request) ? API_DOCUMENTATION : NOTHING))
                .addHeaderWriter(only(foreign, (request, response) -> response.setHeader(CACHING, NEVER)))
                .addHeaderWriter(new SafeDownloads(foreign));
    }

    /** The pages of the web applications send their own policy and caching; what they ask behind them is an API. */
    static void webApplications(HeadersConfigurer<HttpSecurity> headers, RequestMatcher api) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter((request, response) -> {
                    if (api.matches(request)) {
                        response.setHeader(POLICY, NOTHING);
                        response.setHeader(CACHING, NEVER);
                    } else if (!response.containsHeader(POLICY)) {
                        response.setHeader(POLICY, NOTHING);
                    }
                })
                .addHeaderWriter(new SafeDownloads(api));
    }

    static void nothing(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter((request, response) -> response.setHeader(POLICY, NOTHING));
    }

    /** For answers that are given before or after every security chain. */
    static void withoutChain(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader(POLICY, NOTHING);
        response.setHeader(CACHING, NEVER);
    }

    private static HeaderWriter only(RequestMatcher requests, HeaderWriter writer) {
        return (request, response) -> {
            if (requests.matches(request)) {
                writer.writeHeaders(request, response);
            }
        };
    }
}

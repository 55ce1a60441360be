package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a request shows as {@code Authorization: Bearer …} (RFC 6750, section 2.1). */
final class BearerToken {

    private static final String BEARER = "Bearer ";

    private BearerToken() {}

    /** @return a token that the platform itself gave out */
    static @Nullable String ofThePlatform(HttpServletRequest request) {
        String shown = shown(request);
        return shown != null && shown.startsWith(TokenSecret.PREFIX) ? shown : null;
    }

    /** @return a token that somebody else gave out */
    static @Nullable String ofOthers(HttpServletRequest request) {
        String shown = shown(request);
        return shown == null || shown.startsWith(TokenSecret.PREFIX) ? null : shown;
    }

    private static @Nullable String shown(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? null
                : header.substring(BEARER.length()).strip();
    }
}

package io.github.integratedresponse.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** What a session of the web applications remembers about signing in at the issuer. */
final class ElsewhereSession {

    /** Tells the pages, which can't read the session, where to sign in again. No secret, and nothing on the server believes it. */
    private static final String COOKIE = "sign-in";

    private static final String TARGET = ElsewhereSession.class.getName() + ".target";
    private static final String ID_TOKEN = ElsewhereSession.class.getName() + ".id-token";
    private static final String SIGNED_OUT = ElsewhereSession.class.getName() + ".signed-out";
    private static final String LOCALLY = ElsewhereSession.class.getName() + ".locally";

    private static final String HOME = "/camunda/app/tasklist/";

    /** A page of the web applications, with what stands behind the hash sign there. */
    private static final Pattern PAGES = Pattern.compile(
            "/camunda/app/[a-z]+/([A-Za-z0-9_-]+/)?(\\?[A-Za-z0-9_=&%.-]*)?(#[\\x21-\\x7e&&[^\"<>\\\\^`{|}]]*)?");

    private ElsewhereSession() {}

    /** Never the address of another site. */
    static String page(@Nullable String wanted) {
        return wanted != null
                        && wanted.length() <= 2_000
                        && PAGES.matcher(wanted).matches()
                ? wanted
                : HOME;
    }

    static void rememberTarget(HttpServletRequest request, @Nullable String wanted) {
        request.getSession().setAttribute(TARGET, page(wanted));
    }

    static String target(HttpServletRequest request) {
        return page((String) attribute(request, TARGET).orElse(null));
    }

    static void signedIn(HttpServletRequest request, HttpServletResponse response, String idToken) {
        request.getSession().setAttribute(ID_TOKEN, idToken);
        tellPages(request, response, "elsewhere", -1);
    }

    /** The ID token of the person who is signed in. */
    static Optional<String> idToken(HttpServletRequest request) {
        return attribute(request, ID_TOKEN).map(String.class::cast);
    }

    /** Ends the session; a new one knows only that the issuer is to be told. */
    static void signOut(HttpServletRequest request, String idToken) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        request.getSession(true).setAttribute(SIGNED_OUT, idToken);
    }

    /** The ID token of who signed out here, once. */
    static Optional<String> takeSignedOut(HttpServletRequest request) {
        Optional<String> idToken = attribute(request, SIGNED_OUT).map(String.class::cast);
        if (idToken.isPresent()) {
            request.getSession().removeAttribute(SIGNED_OUT);
        }
        return idToken;
    }

    static void signInLocally(HttpServletRequest request, HttpServletResponse response) {
        request.getSession().setAttribute(LOCALLY, true);
        forget(request, response);
    }

    static boolean signsInLocally(HttpServletRequest request) {
        return attribute(request, LOCALLY).isPresent();
    }

    static void forget(HttpServletRequest request, HttpServletResponse response) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE)) {
                    tellPages(request, response, "", 0);
                    return;
                }
            }
        }
    }

    private static void tellPages(
            HttpServletRequest request, HttpServletResponse response, String where, long seconds) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, where)
                        .path("/")
                        .maxAge(seconds)
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .build()
                        .toString());
    }

    private static Optional<Object> attribute(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : Optional.ofNullable(session.getAttribute(name));
    }
}

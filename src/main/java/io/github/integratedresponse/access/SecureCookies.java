package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.header.HeaderWriter;

/** Sees to it that every cookie given to who came by TLS, also through a proxy that ends it, only ever travels by TLS. */
class SecureCookies implements HeaderWriter {

    private static final String COOKIE = "Set-Cookie";
    private static final Pattern SECURE = Pattern.compile("(?i);\\s*secure\\s*(;|$)");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        List<String> cookies = List.copyOf(response.getHeaders(COOKIE));
        if (!request.isSecure() || cookies.isEmpty()) {
            return;
        }
        response.setHeader(COOKIE, secure(cookies.get(0)));
        cookies.stream().skip(1).forEach(cookie -> response.addHeader(COOKIE, secure(cookie)));
    }

    private static String secure(String cookie) {
        return SECURE.matcher(cookie).find() ? cookie : cookie + "; Secure";
    }
}

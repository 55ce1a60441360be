package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something when a browser says they come from another site. A browser sends Basic credentials it
 * remembers along with any page's requests, so that a foreign page could act in a person's name; programs send neither header.
 */
class CrossSiteGuard extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final Refusal refusal;

    CrossSiteGuard(Refusal refusal) {
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod()) || ownSite(request)) {
            chain.doFilter(request, response);
            return;
        }
        refusal.write(response, HttpStatus.FORBIDDEN, "Requests from pages of other sites are refused");
    }

    private static boolean ownSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site == null || OWN.contains(site)) && (origin == null || sameHost(origin, request));
    }

    /** The scheme is left out: behind a proxy that ends TLS, the page says https and the request http. */
    private static boolean sameHost(String origin, HttpServletRequest request) {
        URI page = uri(origin);
        URI asked = uri("http://" + request.getHeader("Host"));
        return page != null
                && asked != null
                && page.getHost() != null
                && page.getHost().equalsIgnoreCase(asked.getHost())
                && port(page) == port(asked);
    }

    private static int port(URI uri) {
        return uri.getPort() == 80 || uri.getPort() == 443 ? -1 : uri.getPort();
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

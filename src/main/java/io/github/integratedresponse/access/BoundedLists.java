package io.github.integratedresponse.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cockpit asks for every version of a diagram or decision without saying how many it wants, which the engine refuses from people. It gets
 * as many as anybody may have at once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 60)
class BoundedLists extends OncePerRequestFilter {

    private static final Pattern VERSIONS =
            Pattern.compile("/camunda/api/engine/engine/default/(process|decision|decision-requirements)-definition");

    private final String bound;

    BoundedLists(@Value("${camunda.bpm.generic-properties.properties.query-max-results-limit}") int most) {
        this.bound = "maxResults=" + most;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(unbounded(request) ? new Bounded(request) : request, response);
    }

    private static boolean unbounded(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getMethod().equals("GET")
                && VERSIONS.matcher(request.getRequestURI()).matches()
                && (query == null || !query.contains("maxResults"));
    }

    private final class Bounded extends HttpServletRequestWrapper {

        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getQueryString() {
            @Nullable String asked = super.getQueryString();
            return asked == null || asked.isEmpty() ? bound : asked + "&" + bound;
        }
    }
}

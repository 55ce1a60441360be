package io.github.integratedresponse.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away paths with empty parts, parameters or letters in disguise before anything reads them: servlets and the rules of the doors
 * could take them for different places.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class PlainPaths extends OncePerRequestFilter {

    /** Letters and digits that are percent-encoded without need. */
    private static final Pattern DISGUISED =
            Pattern.compile("%(3[0-9]|[46][1-9a-f]|[57][0-9a])", Pattern.CASE_INSENSITIVE);

    private final Refusal refusal;

    PlainPaths(ObjectMapper json) {
        this.refusal = new Refusal(json);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (path.contains("//")
                || path.indexOf(';') >= 0
                || DISGUISED.matcher(path).find()) {
            refusal.write(response, HttpStatus.BAD_REQUEST, "The path is not written plainly");
            return;
        }
        chain.doFilter(request, response);
    }
}

package io.github.integratedresponse.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** How a door says no: a problem in the form of RFC 9457 that tells nothing of the inside. */
class Refusal implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;
    private final boolean passwords;

    Refusal(ObjectMapper json) {
        this(json, true);
    }

    /** @param passwords whether a name and a password open the door */
    Refusal(ObjectMapper json, boolean passwords) {
        this.json = json;
        this.passwords = passwords;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof TooManySignIns.Refused refused) {
            tooMany(response, refused.reason());
            return;
        }
        if (!passwords) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"Integrated Response\"");
            write(response, HttpStatus.UNAUTHORIZED, "Sign in with a token of your organisation or of this platform");
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Integrated Response\", charset=\"UTF-8\"");
        write(response, HttpStatus.UNAUTHORIZED, "Sign in with the name and password of your account");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        write(response, HttpStatus.FORBIDDEN, "Your roles don't allow this");
    }

    /** The same for every token that isn't good, whatever is wrong with it. */
    void token(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"Integrated Response\", error=\"invalid_token\"");
        write(response, HttpStatus.UNAUTHORIZED, "This token is not valid");
    }

    /** @param needed {@code null} when no scope opens what was asked for */
    void scope(HttpServletResponse response, @Nullable TokenScope needed) throws IOException {
        String challenge = "Bearer realm=\"Integrated Response\", error=\"insufficient_scope\"";
        response.setHeader(
                "WWW-Authenticate", needed == null ? challenge : challenge + ", scope=\"" + needed.id() + "\"");
        write(
                response,
                HttpStatus.FORBIDDEN,
                needed == null ? "No token opens this" : "This takes a token with the scope " + needed.id());
    }

    void tooMany(HttpServletResponse response, TooManySignIns e) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfterSeconds()));
        write(response, HttpStatus.TOO_MANY_REQUESTS, TooManySignIns.DETAIL);
    }

    void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ProblemDetail.forStatusAndDetail(status, detail));
    }
}

package io.github.integratedresponse.access;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.springframework.security.core.AuthenticationException;

/** Too many sign-ins from there, or for this account, have failed lately. The engine's own doors answer with it as it is. */
class TooManySignIns extends WebApplicationException {

    static final String DETAIL = "Too many sign-ins have failed; try again later";

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    TooManySignIns(long retryAfterSeconds) {
        super(
                DETAIL,
                Response.status(Response.Status.TOO_MANY_REQUESTS)
                        .header(HttpHeaders.RETRY_AFTER, retryAfterSeconds)
                        .type("application/problem+json")
                        .entity("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,\"detail\":\""
                                + DETAIL + "\"}")
                        .build());
        this.retryAfterSeconds = retryAfterSeconds;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The same, as Spring Security takes it. */
    static class Refused extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        private final TooManySignIns reason;

        Refused(TooManySignIns reason) {
            super(DETAIL, reason);
            this.reason = reason;
        }

        TooManySignIns reason() {
            return reason;
        }
    }
}

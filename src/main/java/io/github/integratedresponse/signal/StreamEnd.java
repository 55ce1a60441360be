package io.github.integratedresponse.signal;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.zip.ZipException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A stream ends before its end. What was answered stands. */
final class StreamEnd extends IOException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private StreamEnd(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static StreamEnd unreadable(String what) {
        return new StreamEnd(HttpStatus.BAD_REQUEST, what);
    }

    static StreamEnd brokenOff(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new StreamEnd(HttpStatus.REQUEST_TIMEOUT, "nothing came for too long");
            }
            if (cause instanceof ZipException) {
                return unreadable(String.valueOf(cause.getMessage()));
            }
        }
        return unreadable("breaks off before its end");
    }

    static StreamEnd goOnElsewhere(String why) {
        return new StreamEnd(HttpStatus.SERVICE_UNAVAILABLE, why + "; go on in a new one");
    }

    static StreamEnd failed() {
        return new StreamEnd(
                HttpStatus.SERVICE_UNAVAILABLE, "Nothing could be taken in just now; it is safe to send it again");
    }

    HttpStatus status() {
        return status;
    }

    ProblemDetail problem() {
        String said = String.valueOf(getMessage());
        return ProblemDetail.forStatusAndDetail(
                status, status == HttpStatus.SERVICE_UNAVAILABLE ? said : "body: " + said);
    }
}

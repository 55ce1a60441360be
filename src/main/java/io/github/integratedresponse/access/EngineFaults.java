package io.github.integratedresponse.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What broke inside the engine is the log's to know: its own answers would tell names of classes and the text of SQL. The answer keeps
 * the engine's form, which the web applications read, with a reference to the log.
 */
class EngineFaults extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(EngineFaults.class);

    /** What the engine says when somebody asks for a part of a restricted incident; for them it is not there. */
    private static final String NOT_THEIRS = "no authenticated tenant";

    private static final int LONGEST = 4_000;

    private final RequestMatcher engine;
    private final ObjectMapper json;

    EngineFaults(RequestMatcher engine, ObjectMapper json) {
        this.engine = engine;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !engine.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Withheld answer = new Withheld(response);
        chain.doFilter(request, answer);
        if (!answer.broken() || response.isCommitted()) {
            return;
        }
        if (answer.text().contains(NOT_THEIRS)) {
            answer(response, HttpStatus.NOT_FOUND.value(), "InvalidRequestException", "There is no such thing");
            return;
        }
        String reference = UUID.randomUUID().toString();
        LOG.error(
                "{} {} failed, reference {}: {}",
                request.getMethod(),
                request.getRequestURI(),
                reference,
                answer.text());
        answer(response, response.getStatus(), "InternalError", "The engine could not do this; reference " + reference);
    }

    private void answer(HttpServletResponse response, int status, String type, String message) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(Map.of("type", type, "message", message));
        // or the length that the engine announced for its own answer would stay
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Keeps back the body of an answer that says the engine is at fault. */
    private static final class Withheld extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private @Nullable PrintWriter writer;

        Withheld(HttpServletResponse response) {
            super(response);
        }

        boolean broken() {
            return getStatus() >= 500;
        }

        String text() {
            if (writer != null) {
                writer.flush();
            }
            String text = kept.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cc}+", " ");
            return text.substring(0, Math.min(text.length(), LONGEST));
        }

        @Override
        public void setContentLength(int length) {
            setContentLengthLong(length);
        }

        @Override
        public void setContentLengthLong(long length) {
            if (!broken()) {
                super.setContentLengthLong(length);
            }
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!broken()) {
                super.flushBuffer();
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return broken() ? new Kept(kept) : super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (!broken()) {
                return super.getWriter();
            }
            writer = new PrintWriter(kept, true, StandardCharsets.UTF_8);
            return writer;
        }
    }

    private static final class Kept extends ServletOutputStream {

        private final ByteArrayOutputStream kept;

        Kept(ByteArrayOutputStream kept) {
            this.kept = kept;
        }

        @Override
        public void write(int b) {
            if (kept.size() < LONGEST) {
                kept.write(b);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.github.integratedresponse.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;

/** Turns away, before anything reads them, requests to the API that no part of it could serve, and bodies that are too long everywhere. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class RequestLimits extends OncePerRequestFilter {

    private final DataSize largest;
    private final Supplier<List<LongBody>> longer;
    private final ObjectMapper json;

    RequestLimits(
            @Value("${integrated-response.api.largest-body:20MB}") DataSize largest,
            ObjectProvider<LongBody> longer,
            ObjectMapper json) {
        this.largest = largest;
        // when it is needed first: what reads long bodies is not made yet
        this.longer = SingletonSupplier.of(() -> longer.stream().toList());
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ours(request) && !engines(request);
    }

    private static boolean ours(HttpServletRequest request) {
        return path(request).startsWith("/api/v1/");
    }

    /** The engine's REST API, for programs and behind the web applications; it reads bodies of any length by itself. */
    private static boolean engines(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/engine-rest") || path.startsWith("/camunda/api");
    }

    /** As the servlets will read it. */
    private static String path(HttpServletRequest request) {
        return UrlPathHelper.defaultInstance.getPathWithinApplication(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (engines(request)) {
            limited(request, response, chain);
            return;
        }
        String query = request.getQueryString();
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (query != null && (query.contains("%00") || query.indexOf('\0') >= 0)) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST, "query: contains a character that can't be stored");
            problem.setProperty("problems", List.of(new Problem("query", "contains a character that can't be stored")));
            refuse(response, problem);
        } else if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            boolean unpacks = longer(request).map(LongBody::packed).orElse(false);
            if (unpacks && Body.isGzip(encoding)) {
                limited(request, response, chain);
                return;
            }
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, unpacks ? "gzip" : "identity");
            refuse(
                    response,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            unpacks
                                    ? "Bodies are taken as they are, or packed by gzip"
                                    : "Compressed bodies are not read; send it as it is"));
        } else {
            limited(request, response, chain);
        }
    }

    private void limited(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limit(request);
        if (request.getContentLengthLong() > limit) {
            refuse(
                    response,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.PAYLOAD_TOO_LARGE, String.valueOf(new TooLarge(limit).getMessage())));
        } else {
            Limited body = new Limited(request, limit);
            chain.doFilter(body, new Answer(response, body));
        }
    }

    private long limit(HttpServletRequest request) {
        return longer(request).map(LongBody::largest).orElse(largest).toBytes();
    }

    private Optional<LongBody> longer(HttpServletRequest request) {
        return longer.get().stream()
                .filter(body -> body.expected(request.getMethod(), path(request)))
                .findFirst();
    }

    /** Whoever stumbles over the end of a body that is too long calls that an error of its own; it is the caller's. */
    private static final class Answer extends HttpServletResponseWrapper {

        private final Limited body;

        Answer(HttpServletResponse response, Limited body) {
            super(response);
            this.body = body;
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status >= 400 && body.exceeded() ? HttpStatus.PAYLOAD_TOO_LARGE.value() : status);
        }

        @Override
        public void sendError(int status) throws IOException {
            super.sendError(body.exceeded() ? HttpStatus.PAYLOAD_TOO_LARGE.value() : status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }
    }

    private void refuse(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problem);
    }

    /** A body without an announced length is counted while it is read. */
    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;
        private @Nullable Counted counted;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        boolean exceeded() {
            return counted != null && counted.read > limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (counted == null) {
                counted = new Counted(super.getInputStream(), limit);
            }
            return counted;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream in;
        private final long limit;
        private long read;

        Counted(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int more) throws TooLarge {
            read += more;
            if (read > limit) {
                throw new TooLarge(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

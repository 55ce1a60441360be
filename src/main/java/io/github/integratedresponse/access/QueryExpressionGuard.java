package io.github.integratedresponse.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses queries that carry expressions, at any depth. The engine refuses them only at the top of a query: inside {@code orQueries}
 * Camunda 7.24.0 builds the query without its validators and evaluates them, with all the platform's beans in reach.
 */
class QueryExpressionGuard extends OncePerRequestFilter {

    private static final int LARGEST_BODY = 10 * 1024 * 1024;
    private static final Pattern FILES =
            Pattern.compile("/(deployment/create|attachment/create|(localV|v)ariables/[^/]+/data)/?$");
    private static final Pattern SIGN_IN = Pattern.compile("/auth/user/[^/]+/login/[^/]+/?$");
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*[\"']?\\s*([^\\s;,\"']*)");

    private final JsonFactory json = new JsonFactory();
    private final RequestMatcher engine;
    private final Refusal refusal;

    QueryExpressionGuard(RequestMatcher engine, Refusal refusal) {
        this.engine = engine;
        this.refusal = refusal;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !engine.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (namesExpression(request.getQueryString())) {
            refuse(response);
            return;
        }
        if (isSignIn(request)) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            refusal.write(response, HttpStatus.PAYLOAD_TOO_LARGE, "The body may be 10 MB at most");
            return;
        }
        if (!isFile(request)) {
            try {
                if (namesExpressionIn(text(request, body))) {
                    refuse(response);
                    return;
                }
            } catch (CharacterCodingException | JsonProcessingException e) {
                refusal.write(response, HttpStatus.BAD_REQUEST, "The body is not valid JSON in UTF-8");
                return;
            }
        }
        chain.doFilter(new Replayed(request, body), response);
    }

    private void refuse(HttpServletResponse response) throws IOException {
        refusal.write(response, HttpStatus.BAD_REQUEST, "Queries may not carry expressions");
    }

    /** Deployments, attachments and variables that are files have paths of their own; whatever else is sent is read as JSON. */
    private static boolean isFile(HttpServletRequest request) {
        return type(request).startsWith("multipart/form-data")
                && FILES.matcher(request.getRequestURI()).find();
    }

    private static boolean isSignIn(HttpServletRequest request) {
        return type(request).startsWith("application/x-www-form-urlencoded")
                && SIGN_IN.matcher(request.getRequestURI()).find();
    }

    private static String type(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
    }

    /** In any other character set the engine could read other names than this does. */
    private static String text(HttpServletRequest request, byte[] body) throws CharacterCodingException {
        Matcher charset = CHARSET.matcher(type(request));
        if (charset.find() && !charset.group(1).equals("utf-8")) {
            throw new CharacterCodingException();
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body))
                .toString();
        if (text.indexOf('\0') >= 0 || text.startsWith("\uFEFF")) {
            throw new CharacterCodingException();
        }
        return text;
    }

    private static boolean namesExpression(@Nullable String query) {
        return query != null
                && Arrays.stream(query.split("&"))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .anyMatch(QueryExpressionGuard::decodesToExpression);
    }

    private static boolean decodesToExpression(String parameter) {
        try {
            return expression(URLDecoder.decode(parameter, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private boolean namesExpressionIn(String body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && expression(parser.currentName())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean expression(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("expression");
    }

    /** The same request, whose body can be read once more. */
    private static class Replayed extends HttpServletRequestWrapper {

        private final byte[] body;

        Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return bytes.read(into, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The body was read already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}

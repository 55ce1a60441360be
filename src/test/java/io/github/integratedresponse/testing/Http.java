package io.github.integratedresponse.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Real requests to the platform under test, through all of its filters. */
public class Http {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Environment environment;

    public Http(Environment environment) {
        this.environment = environment;
    }

    /** A request as a demo account, whose password is its name; {@code null} for nobody. */
    public HttpResponse<String> get(@Nullable String account, String path) {
        return send(request(account, path).GET());
    }

    public HttpResponse<String> post(@Nullable String account, String path, String json) {
        return send(request(account, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(@Nullable String account, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
        if (account != null) {
            String credentials = account + ":" + account;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Such as {@code http://127.0.0.1:40123}. */
    public String base() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }
}

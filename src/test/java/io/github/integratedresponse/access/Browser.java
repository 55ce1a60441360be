package io.github.integratedresponse.access;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a browser does at the web applications: keeps cookies, shows the token against forged requests, signs in and out. */
class Browser {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;

    Browser(String base) {
        this.base = base;
    }

    HttpResponse<String> open() {
        return get("/camunda/app/tasklist/default/");
    }

    HttpResponse<String> signIn(String name, String password) {
        open();
        return send(
                "POST",
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "application/x-www-form-urlencoded",
                "username=" + encoded(name) + "&password=" + encoded(password));
    }

    HttpResponse<String> signOut() {
        return send("POST", "/camunda/api/admin/auth/user/default/logout", "application/json", "");
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, null, "");
    }

    /** What Tasklist asks when it opens a list of tasks. */
    HttpResponse<String> tasks() {
        return get("/camunda/api/engine/engine/default/task?maxResults=1");
    }

    HttpResponse<String> send(String method, String path, @Nullable String type, String body) {
        return send(method, URI.create(base + path), type, body);
    }

    HttpResponse<String> send(String method, URI address, @Nullable String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        String token = cookie("XSRF-TOKEN");
        if (token != null) {
            request.header("X-XSRF-TOKEN", token);
        }
        return answered(request);
    }

    /** What an open page asks by itself. */
    HttpResponse<String> refreshed(String path) {
        return answered(HttpRequest.newBuilder(URI.create(base + path)).header(WebAppRequests.BY_ITSELF, "1"));
    }

    private HttpResponse<String> answered(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Nullable
    String session() {
        return cookie("JSESSIONID");
    }

    /** Puts a cookie there as somebody who can write into the jar would. */
    void plant(String session) {
        HttpCookie cookie = new HttpCookie("JSESSIONID", session);
        cookie.setPath("/");
        cookie.setDomain(URI.create(base).getHost());
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(base), cookie);
    }

    private @Nullable String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name)
                        && URI.create(base).getHost().equals(cookie.getDomain()))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

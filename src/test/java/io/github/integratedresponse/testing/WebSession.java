package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody signed in to the web applications, with the cookies and the token that their pages send. */
public final class WebSession {

    private final Http http;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private WebSession(Http http) {
        this.http = http;
    }

    /** Signs a demo account in, whose password is its name. */
    public static WebSession of(Http http, String account) {
        WebSession session = new WebSession(http);
        session.keep(http.get(null, "/camunda/app/tasklist/default/"));
        HttpResponse<String> answer = http.send(session.request("/camunda/api/admin/auth/user/default/login/tasklist")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + account + "&password=" + account)));
        assertThat(answer.statusCode())
                .as("%s signs in: %s", account, answer.body())
                .isEqualTo(200);
        session.keep(answer);
        // the signed-in session has a token of its own
        session.keep(http.send(session.request("/camunda/app/tasklist/default/").GET()));
        return session;
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = http.request(null, path)
                .header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
        String token = cookies.get("XSRF-TOKEN");
        return token == null ? request : request.header("X-XSRF-TOKEN", token);
    }

    public HttpResponse<String> post(String path, String json) {
        return http.send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private void keep(HttpResponse<String> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
    }
}

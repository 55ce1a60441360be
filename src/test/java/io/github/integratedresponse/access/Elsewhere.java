package io.github.integratedresponse.access;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A browser that signs in at the issuer: it follows redirects one by one, and keeps the cookies of both sites. */
class Elsewhere extends Browser {

    Elsewhere(String base) {
        super(base);
    }

    /** Goes from the sign-in page to the redirect that leads to the issuer. */
    HttpResponse<String> begin(@Nullable String wanted) {
        String to = wanted == null ? "" : "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
        return follow(location(get("/sign-in/start" + to)));
    }

    /** Signs in at the issuer, and comes back. */
    HttpResponse<String> atTheIssuer(String person, HttpResponse<String> begun) {
        return follow(answerOfTheIssuer(person, begun));
    }

    /** Where the issuer sends the browser back to, with a code. */
    String answerOfTheIssuer(String person, HttpResponse<String> begun) {
        String question = location(begun);
        String answer = location(follow(question));
        if (answer.endsWith("/login")) {
            String issuer = answer.substring(0, answer.length() - "/login".length());
            send(
                    "POST",
                    URI.create(issuer + "/login"),
                    "application/x-www-form-urlencoded",
                    "username=" + person + "&password=" + person);
            answer = location(follow(question));
        }
        return answer;
    }

    HttpResponse<String> follow(String address) {
        return address.startsWith("http") ? send("GET", URI.create(address), null, "") : get(address);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}

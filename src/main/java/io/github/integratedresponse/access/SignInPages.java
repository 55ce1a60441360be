package io.github.integratedresponse.access;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** The few plain pages around signing in at the issuer and out of it. */
@RestController
@Conditional(OnIssuer.class)
@Hidden
class SignInPages {

    static final String PAGE = "/sign-in";

    /** Where the issuer sends people back to. */
    static final String RETURN = PAGE + "/return";

    /** Followed by the id of the issuer; here Spring Security begins the flow. */
    static final String BEGIN = PAGE + "/begin";

    private static final String SCRIPT =
            """
            // what stands behind the hash sign of the wanted page, such as a task, is known to the browser only
            const link = document.querySelector("a");
            const address = new URL(link.href);
            address.searchParams.set("to", address.searchParams.get("to") + location.hash);
            location.replace(address.href);
            """;

    private final Issuer issuer;
    private final Admission admission;
    private final Standings standings;
    private final boolean noPasswords;

    SignInPages(Issuer issuer, Admission admission, Standings standings, SingleSignOnProperties settings) {
        this.issuer = issuer;
        this.admission = admission;
        this.standings = standings;
        this.noPasswords = settings.noPasswords();
    }

    /** Keeps what stands behind the hash sign, and goes on to the issuer. */
    @GetMapping(PAGE)
    ResponseEntity<String> page(@RequestParam(required = false) @Nullable String to) {
        return answer(
                HttpStatus.OK, "Sign in", "You are being taken to the sign-in of your organisation.", start(to), true);
    }

    @GetMapping(path = PAGE + "/script.js", produces = "text/javascript;charset=UTF-8")
    String script() {
        return SCRIPT;
    }

    @GetMapping(PAGE + "/start")
    ResponseEntity<String> start(@RequestParam(required = false) @Nullable String to, HttpServletRequest request) {
        ElsewhereSession.rememberTarget(request, to);
        try {
            issuer.registration();
        } catch (Issuer.Unavailable e) {
            return answer(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Nobody can sign in just now",
                    "The sign-in of your organisation does not answer. Try again in a little while.",
                    start(to),
                    false);
        }
        return to(BEGIN + "/" + Issuer.ID);
    }

    /** Where the pages of the web applications come when nobody is signed in any more. */
    @GetMapping(PAGE + "/again")
    ResponseEntity<String> again(
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<String> signedOut = ElsewhereSession.takeSignedOut(request);
        if (signedOut.isEmpty()) {
            return to(PAGE + "?to=" + encoded(ElsewhereSession.page(to)));
        }
        ElsewhereSession.forget(request, response);
        try {
            Optional<URI> address = issuer.signOut();
            if (address.isPresent()) {
                return to(UriComponentsBuilder.fromUri(address.get())
                        .queryParam("id_token_hint", signedOut.get())
                        .queryParam("client_id", "{client}")
                        .queryParam("post_logout_redirect_uri", "{back}")
                        .encode()
                        .buildAndExpand(
                                issuer.registration().getClientId(),
                                ServletUriComponentsBuilder.fromContextPath(request)
                                        .path(PAGE + "/signed-out")
                                        .toUriString())
                        .toUriString());
            }
        } catch (Issuer.Unavailable e) {
            // then only this platform knows
        }
        return to(PAGE + "/signed-out");
    }

    @GetMapping(PAGE + "/signed-out")
    ResponseEntity<String> signedOut() {
        return answer(
                HttpStatus.OK,
                "You are signed out",
                "Close the browser on a machine that others use.",
                start(null),
                false);
    }

    /** The way to the web applications' own sign-in, for accounts of the platform's own. */
    @GetMapping(PAGE + "/local")
    ResponseEntity<String> local(HttpServletRequest request, HttpServletResponse response) {
        if (noPasswords) {
            return answer(HttpStatus.FORBIDDEN, "Nobody signs in by password here", "", start(null), false);
        }
        ElsewhereSession.signInLocally(request, response);
        return to(ElsewhereSession.page(null));
    }

    /** The issuer says that somebody signed out there: OpenID Connect Back-Channel Logout 1.0. */
    @PostMapping(path = PAGE + "/back-channel", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> backChannel(@RequestParam("logout_token") String token) {
        try {
            Jwt news = issuer.logoutTokens().decode(token);
            String subject = news.getSubject();
            if (subject == null) {
                return ResponseEntity.badRequest().build();
            }
            admission.idOf(subject).ifPresent(person -> standings.end(person, "system"));
            return ResponseEntity.ok().build();
        } catch (JwtException | Issuer.Unavailable e) {
            return ResponseEntity.badRequest().build();
        }
    }

    /** Never with a host, which a proxy knows better. */
    static void send(HttpServletResponse response, String where) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader("Location", where);
    }

    static void refuse(HttpServletResponse response, String why) throws IOException {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(html("You are not signed in", why, start(null), false));
    }

    private static String start(@Nullable String to) {
        return PAGE + "/start?to=" + encoded(ElsewhereSession.page(to));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ResponseEntity<String> to(String address) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header("Location", address)
                .build();
    }

    private static ResponseEntity<String> answer(
            HttpStatus status, String title, String text, String link, boolean goesOn) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(html(title, text, link, goesOn));
    }

    private static String html(String title, String text, String link, boolean goesOn) {
        return """
               <!DOCTYPE html>
               <html lang="en">
               <head><meta charset="UTF-8"><title>%1$s</title><meta name="viewport" content="width=device-width"></head>
               <body><main><h1>%1$s</h1><p>%2$s</p><p><a href="%3$s">Sign in</a></p></main>%4$s</body>
               </html>
               """
                .formatted(
                        HtmlUtils.htmlEscape(title),
                        HtmlUtils.htmlEscape(text),
                        HtmlUtils.htmlEscape(link),
                        goesOn ? "<script src=\"" + PAGE + "/script.js\"></script>" : "");
    }
}

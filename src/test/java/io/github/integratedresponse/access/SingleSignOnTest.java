package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// a second engine in one machine answers for the first one from then on
@Order(Integer.MAX_VALUE)
class SingleSignOnTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    /** The engine's clock is one for all platforms of this process. */
    private static Date clockOfOthers = new Date();

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    IdentityService identity;

    @Autowired
    People people;

    @Autowired
    JdbcClient sql;

    private int whenDown;
    private int whenDownToPrograms;
    private int onceUp;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry settings) {
        clockOfOthers = ClockUtil.getCurrentTime();
        String prefix = "integrated-response.single-sign-on.";
        settings.add(prefix + "issuer-uri", ISSUER::address);
        settings.add(prefix + "client-id", () -> TestIssuer.CLIENT);
        settings.add(prefix + "client-secret", () -> TestIssuer.SECRET);
        settings.add(prefix + "audience", () -> TestIssuer.AUDIENCE);
        settings.add(prefix + "roles.incident-commander", () -> "/security/commanders,incident-commander");
        settings.add(prefix + "roles.administrator", () -> "/platform/administrators");
        settings.add(prefix + "further-groups.red-team", () -> "/security/red");
    }

    @BeforeAll
    void startTheIssuerAfterThePlatform() {
        clock.set(Instant.now());
        ISSUER.person("early", Map.of("groups", List.of("responder")));
        whenDown = new Elsewhere(http.base()).get("/sign-in/start").statusCode();
        whenDownToPrograms = bearer(ISSUER.accessToken("early", claims -> {})).statusCode();
        ISSUER.start(http.base());
        // it isn't asked again at once
        clock.advance(Duration.ofSeconds(6));
        onceUp = bearer(ISSUER.accessToken("early", claims -> {})).statusCode();
    }

    @AfterAll
    void stop() {
        ISSUER.close();
        ClockUtil.setCurrentTime(clockOfOthers);
    }

    @BeforeEach
    void now() {
        clock.set(Instant.now());
    }

    @Test
    void thePlatformStartsWithoutTheIssuerAndSaysSoToWhoWantsToSignIn() {
        assertThat(whenDown).isEqualTo(503);
        assertThat(whenDownToPrograms).isEqualTo(503);
        assertThat(onceUp).as("as soon as the issuer is there").isEqualTo(200);
    }

    @Test
    void whoSignsInAtTheIssuerComesBackToWhereTheyWantedToGoAndWorks() {
        ISSUER.person(
                "ada",
                Map.of(
                        "given_name",
                        "Ada",
                        "family_name",
                        "Byron",
                        "email",
                        "ada@example.org",
                        "groups",
                        List.of("responder", "/security/commanders", "somewhere-else")));
        Elsewhere browser = new Elsewhere(http.base());
        HttpResponse<String> page = browser.get("/camunda/app/cockpit/default/?x=1");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(location(page)).isEqualTo("/sign-in?to=%2Fcamunda%2Fapp%2Fcockpit%2Fdefault%2F%3Fx%3D1");
        assertThat(browser.tasks().statusCode()).as("not a redirect").isIn(401, 403);

        HttpResponse<String> begun = browser.begin("/camunda/app/cockpit/default/#/processes");
        assertThat(location(begun))
                .contains("response_type=code", "state=", "nonce=", "code_challenge=", "code_challenge_method=S256")
                .doesNotContain(TestIssuer.SECRET);
        String before = browser.session();
        HttpResponse<String> back = browser.atTheIssuer("ada", begun);
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        assertThat(location(back)).endsWith("/camunda/app/cockpit/default/#/processes");
        assertThat(browser.session()).isNotEqualTo(before);

        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/api/admin/auth/user/default").body())
                .contains("\"userId\":\"ada\"", "tasklist", "cockpit")
                .doesNotContain("\"admin\"");
        User ada = identity.createUserQuery().userId("ada").singleResult();
        assertThat(List.of(ada.getFirstName(), ada.getLastName(), ada.getEmail()))
                .containsExactly("Ada", "Byron", "ada@example.org");
        assertThat(groups("ada")).containsExactlyInAnyOrder("responder", "incident-commander");
        assertThat(count("select count(*) from response.audit_event where actor = 'ada' and kind = 'signed-in'"))
                .isEqualTo(1);
    }

    @Test
    void theAnswerToAnotherBrowsersQuestionIsRefused() {
        ISSUER.person("state", Map.of("groups", List.of("responder")));
        Elsewhere attacker = new Elsewhere(http.base());
        String answer = attacker.answerOfTheIssuer("state", attacker.begin(null));
        Elsewhere victim = new Elsewhere(http.base());
        victim.begin(null);
        assertThat(victim.follow(answer).statusCode()).isEqualTo(403);
        assertThat(victim.tasks().statusCode()).isEqualTo(401);
        String otherState = answer.replaceAll("state=[^&]*", "state=guessed");
        assertThat(attacker.follow(otherState).statusCode()).isEqualTo(403);
        assertThat(attacker.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void anIdTokenForAnotherQuestionIsRefused() {
        ISSUER.person("nonce", Map.of("groups", List.of("responder"), "nonce", "of another sign-in"));
        Elsewhere browser = new Elsewhere(http.base());
        HttpResponse<String> back = browser.atTheIssuer("nonce", browser.begin(null));
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("did not succeed").doesNotContain("nonce");
        ISSUER.person("audience", Map.of("groups", List.of("responder"), "aud", List.of("another-client")));
        assertThat(browser.atTheIssuer("audience", browser.begin(null)).statusCode())
                .isEqualTo(403);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void noAddressOfAnotherSiteIsGoneTo() {
        ISSUER.person("away", Map.of("groups", List.of("responder")));
        for (String wanted : List.of(
                "https://evil.example/camunda/app/tasklist/",
                "//evil.example/",
                "/\\evil.example",
                "/camunda/app/../../evil",
                "/camunda/app/tasklist/\r\nSet-Cookie: a=b")) {
            Elsewhere browser = new Elsewhere(http.base());
            assertThat(location(browser.atTheIssuer("away", browser.begin(wanted))))
                    .as(wanted)
                    .endsWith("/camunda/app/tasklist/")
                    .doesNotContain("evil");
        }
    }

    @Test
    void tokensThatTheIssuerDidNotMakeForThisApiOpenNothing() {
        ISSUER.person("program", Map.of("groups", List.of("responder")));
        assertThat(bearer(ISSUER.accessToken("program", claims -> {})).statusCode())
                .isEqualTo(200);
        assertRefused(ISSUER.accessToken("program", claims -> claims.audience("another-api")));
        assertRefused(ISSUER.accessToken("program", claims -> claims.audience(List.of())));
        assertRefused(ISSUER.accessToken("program", claims -> claims.issuer("http://localhost:1")));
        assertRefused(ISSUER.accessToken(
                "program",
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120)))));
        assertRefused(ISSUER.accessToken("program", claims -> claims.expirationTime(null)));
        assertRefused(ISSUER.accessToken(
                "program",
                claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3_600)))));
        assertRefused(ISSUER.signedByAnother("program"));
        assertRefused(ISSUER.unsigned("program"));
        assertRefused("rubbish");
        String good = ISSUER.accessToken("program", claims -> {});
        assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
        // what a browser got is no key to the API, though it may name the same audience
        assertRefused(ISSUER.accessToken("program", claims -> claims.claim("nonce", "asked")));
        assertRefused(ISSUER.logoutToken("program", claims -> claims.audience(TestIssuer.AUDIENCE)));
    }

    @Test
    void aTokenOpensWhatTheRolesOfItsPersonOpen() {
        ISSUER.person("reader", Map.of("groups", List.of("auditor")));
        String token = ISSUER.accessToken("reader", claims -> {});
        assertThat(bearer(token).statusCode()).isEqualTo(200);
        assertThat(http.send(http.request(null, "/actuator/prometheus").header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.send(http.request(null, "/api/v1/incidents").header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.send(http.request(null, "/engine-rest/task?maxResults=1")
                                .header("Authorization", "Bearer irt_of-the-platform"))
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .as("left to those who know them")
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
        assertThat(http.get("responder", "/engine-rest/task?maxResults=1").statusCode())
                .as("passwords are open beside it")
                .isEqualTo(200);
    }

    @Test
    void aRoleThatTheIssuerTookIsGoneWithTheNextToken() {
        ISSUER.person("moving", Map.of("groups", List.of("responder", "process-owner")));
        Elsewhere browser = new Elsewhere(http.base());
        browser.atTheIssuer("moving", browser.begin(null));
        identity.saveGroup(identity.newGroup("book-club"));
        identity.createMembership("moving", "book-club");

        ISSUER.person("moving", Map.of("groups", List.of("responder", "auditor")));
        assertThat(bearer(ISSUER.accessToken("moving", claims -> {})).statusCode())
                .isEqualTo(200);
        assertThat(groups("moving"))
                .as("what the issuer doesn't decide about stays")
                .containsExactlyInAnyOrder("responder", "auditor", "book-club");

        ISSUER.person("moving", Map.of("groups", List.of("elsewhere")));
        HttpResponse<String> refused = bearer(ISSUER.accessToken("moving", claims -> {}));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Ask those who administer");
        assertThat(groups("moving")).containsExactly("book-club");
    }

    @Test
    void nothingIsWrittenWhenNothingChanged() {
        ISSUER.person("steady", Map.of("given_name", "Stea", "groups", List.of("responder", "auditor")));
        bearer(ISSUER.accessToken("steady", claims -> {}));
        String version = "select xmin::text::bigint from act_id_user where id_ = 'steady'";
        long before = count(version);
        assertThat(bearer(ISSUER.accessToken("steady", claims -> {})).statusCode())
                .isEqualTo(200);
        bearer(ISSUER.accessToken("steady", claims -> claims.claim("given_name", null)));
        assertThat(count(version)).isEqualTo(before);
        bearer(ISSUER.accessToken("steady", claims -> claims.claim("given_name", "Steady")));
        assertThat(count(version)).isNotEqualTo(before);
    }

    @Test
    void groupsOfAdministratorsAreGivenAsMappedWhenTheyAreThere() {
        ISSUER.person("red", Map.of("groups", List.of("responder", "/security/red")));
        assertThat(bearer(ISSUER.accessToken("red", claims -> {})).statusCode()).isEqualTo(200);
        assertThat(groups("red")).containsExactly("responder");
        identity.saveGroup(identity.newGroup("red-team"));
        bearer(ISSUER.accessToken("red", claims -> {}));
        assertThat(groups("red")).containsExactlyInAnyOrder("responder", "red-team");
        ISSUER.person("red", Map.of("groups", List.of("responder")));
        bearer(ISSUER.accessToken("red", claims -> {}));
        assertThat(groups("red")).containsExactly("responder");
    }

    @Test
    void nobodyBecomesAnAdministratorButByTheMapping() {
        ISSUER.person("climber", Map.of("groups", List.of("responder", "administrator", "camunda-admin")));
        bearer(ISSUER.accessToken("climber", claims -> {}));
        assertThat(groups("climber")).containsExactly("responder");
        ISSUER.person("boss", Map.of("groups", List.of("/platform/administrators")));
        bearer(ISSUER.accessToken("boss", claims -> {}));
        assertThat(groups("boss")).containsExactly("administrator");
    }

    @Test
    void whoHasNoRoleIsRefusedAndToldWhomToAskAndNotRemembered() {
        ISSUER.person("nobody", Map.of("groups", List.of("canteen")));
        Elsewhere browser = new Elsewhere(http.base());
        HttpResponse<String> back = browser.atTheIssuer("nobody", browser.begin(null));
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("none of your groups", "Ask those who administer");
        assertThat(back.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
        assertThat(people.exists("nobody")).isFalse();
        assertThat(bearer(ISSUER.accessToken("nobody", claims -> {})).statusCode())
                .isEqualTo(403);
        ISSUER.person("groupless", Map.of());
        assertThat(bearer(ISSUER.accessToken("groupless", claims -> {})).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anAccountOfThePlatformIsNotTakenOverNorAPersonOfTheIssuer() {
        people.create("local", "a-long-enough-password", "Lo", "Cal", "");
        people.giveRole("local", Role.AUDITOR);
        for (String name : List.of("local", "LOCAL", "system")) {
            ISSUER.person(name, Map.of("groups", List.of("process-owner")));
            HttpResponse<String> refused = bearer(ISSUER.accessToken(name, claims -> {}));
            assertThat(refused.statusCode()).as(name).isEqualTo(403);
            assertThat(refused.body()).contains("belongs to another account");
        }
        assertThat(groups("local")).containsExactly("auditor");

        ISSUER.person("first", Map.of("groups", List.of("responder")));
        bearer(ISSUER.accessToken("first", claims -> {}));
        assertThat(bearer(ISSUER.accessToken("first", claims -> claims.subject("somebody-else")))
                        .statusCode())
                .as("another person who calls themselves so")
                .isEqualTo(403);
        assertThat(bearer(ISSUER.accessToken("first", claims -> claims.claim("preferred_username", "renamed")))
                        .statusCode())
                .as("who is called otherwise now keeps the id")
                .isEqualTo(200);
        assertThat(people.exists("renamed")).isFalse();
    }

    @Test
    void aNameThatTheEngineCannotTakeIsRefused() {
        for (String name : List.of("a b", "x'; drop table", "ünïcode", "a".repeat(65), "..", "a/b")) {
            ISSUER.person("odd", Map.of("groups", List.of("responder"), "preferred_username", name));
            HttpResponse<String> refused = bearer(ISSUER.accessToken("odd", claims -> {}));
            assertThat(refused.statusCode()).as(name).isEqualTo(403);
            assertThat(refused.body()).contains("can't be used here");
        }
    }

    @Test
    void noPasswordOpensThePlatformToAPersonOfTheIssuer() {
        ISSUER.person("passwordless", Map.of("groups", List.of("responder")));
        bearer(ISSUER.accessToken("passwordless", claims -> {}));
        User person = identity.createUserQuery().userId("passwordless").singleResult();
        person.setPassword("a-long-enough-secret");
        identity.saveUser(person);
        assertThat(identity.checkPassword("passwordless", "a-long-enough-secret"))
                .isFalse();
        people.create("withpassword", "a-long-enough-secret", "With", "Password", "");
        assertThat(identity.checkPassword("withpassword", "a-long-enough-secret"))
                .isTrue();
    }

    @Test
    void signingOutEndsTheSessionHereAndAtTheIssuer() {
        ISSUER.person("leaving", Map.of("groups", List.of("responder")));
        Elsewhere browser = new Elsewhere(http.base());
        browser.atTheIssuer("leaving", browser.begin(null));
        String session = browser.session();
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        assertThat(location(browser.begin(null))).contains("/oauth2/authorize");
        assertThat(browser.answerOfTheIssuer("leaving", browser.begin(null)))
                .as("still signed in at the issuer")
                .contains("code=");

        assertThat(browser.signOut().statusCode()).isEqualTo(200);
        assertThat(browser.session()).isNotEqualTo(session);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);

        HttpResponse<String> again = browser.get("/sign-in/again?to=/camunda/app/tasklist/default/");
        assertThat(location(again))
                .startsWith(ISSUER.address())
                .contains("id_token_hint=", "post_logout_redirect_uri=");
        HttpResponse<String> out = browser.follow(location(again));
        assertThat(location(out)).isEqualTo(http.base() + "/sign-in/signed-out");
        assertThat(browser.follow(location(out)).body()).contains("You are signed out");
        assertThat(location(browser.follow(location(browser.begin(null)))))
                .as("the issuer asks for the password again")
                .contains("/login");
        assertThat(location(browser.get("/sign-in/again"))).as("once").startsWith("/sign-in?to=");
        assertThat(count("select count(*) from response.audit_event where actor = 'leaving' and kind = 'signed-out'"))
                .isEqualTo(1);
    }

    @Test
    void whoSignedOutAtTheIssuerIsSignedOutHere() {
        ISSUER.person("gone", Map.of("groups", List.of("responder")));
        Elsewhere browser = new Elsewhere(http.base());
        browser.atTheIssuer("gone", browser.begin(null));
        for (Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder> wrong :
                List.<Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder>>of(
                        claims -> claims.audience("another-client"),
                        claims -> claims.claim("events", null),
                        claims -> claims.claim("nonce", "asked"),
                        claims -> claims.issuer("http://localhost:1"),
                        claims -> claims.subject(null))) {
            assertThat(backChannel(ISSUER.logoutToken("gone", wrong))).isEqualTo(400);
        }
        assertThat(backChannel(ISSUER.signedByAnother("gone"))).isEqualTo(400);
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        assertThat(backChannel(ISSUER.logoutToken("gone", claims -> {}))).isEqualTo(200);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void accountsOfThePlatformSignInAtTheirOwnAddress() {
        Elsewhere browser = new Elsewhere(http.base());
        assertThat(location(browser.get("/sign-in/local"))).endsWith("/camunda/app/tasklist/");
        assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(browser.signIn("responder", "responder").statusCode()).isEqualTo(200);
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    }

    @Test
    void theFilesOfTheWebApplicationsArePublicAsBefore() {
        assertThat(http.get(null, "/camunda/app/tasklist/scripts/config.js").statusCode())
                .isEqualTo(200);
        assertThat(http.get(null, "/sign-in/script.js").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(http.get(null, "/sign-in?to=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                        .body())
                .doesNotContain("<script>alert");
    }

    private int backChannel(String token) {
        return http.send(http.request(null, "/sign-in/back-channel")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("logout_token=" + token)))
                .statusCode();
    }

    private void assertRefused(String token) {
        HttpResponse<String> answer = bearer(token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        assertThat(answer.body()).contains("not valid").doesNotContain("Exception");
    }

    private HttpResponse<String> bearer(String token) {
        return http.send(
                http.request(null, "/engine-rest/task?maxResults=1").header("Authorization", "Bearer " + token));
    }

    private List<String> groups(String person) {
        return identity.createGroupQuery().groupMember(person).list().stream()
                .map(Group::getId)
                .toList();
    }

    private long count(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(URI::create)
                .map(URI::toString)
                .orElse("");
    }
}

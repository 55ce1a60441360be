package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@PlatformTest
@ExtendWith(OutputCaptureExtension.class)
class TokensTest {

    private static final String SAME_401 =
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"This token is not valid\"}";

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    @Autowired
    IdentityService identity;

    @Autowired
    People people;

    @Autowired
    SignInThrottle throttle;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    @AfterEach
    void forgetFailures() {
        throttle.forget();
    }

    @Test
    void aClientActsInItsOwnNameWithinItsScopes() throws Exception {
        String name = name();
        String token = make(name, "responder", "signals:write", "signals:read");
        HttpResponse<String> taken = send("POST", "/api/v1/signals", "Bearer " + token, finding());
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(send("GET", "/api/v1/signals", "bearer " + token, "").statusCode())
                .isEqualTo(200);
        assertThat(sql.sql("select count(*) from response.signal where received_from = ?")
                        .param("token:" + name)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMissingScopeIsNamed() {
        String token = make(name(), "responder", "signals:write");
        HttpResponse<String> answer = send("GET", "/api/v1/incidents", "Bearer " + token, "");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("incidents:read");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue(
                        "Bearer realm=\"Integrated Response\", error=\"insufficient_scope\", scope=\"incidents:read\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /engine-rest/task",
        "GET, /engine-rest/engine",
        "POST, /engine-rest/task/count",
        "GET, /api/v1/tokens",
        "POST, /api/v1/tokens",
        "DELETE, /api/v1/people/administrator/sessions",
        "POST, /api/v1/sessions",
        "POST, /api/v1/incidents/INC-2026-000001/severity",
        "GET, /api/v1/signals/",
        "GET, /api/v1/anything-new",
        "GET, /api/openapi",
        "GET, /actuator/env",
        "GET, /actuator/metrics",
        "DELETE, /api/v1/signals",
        "OPTIONS, /api/v1/signals"
    })
    void whatNoScopeOpensIsShutToEveryToken(String method, String path) {
        String token = make(
                name(),
                "administrator",
                Stream.of(TokenScope.values()).map(TokenScope::id).toArray(String[]::new));
        HttpResponse<String> answer = send(method, path, "Bearer " + token, "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/cockpit/plugin/base/default/incident",
                "/camunda/api/admin/auth/user/default"
            })
    void theWebApplicationsKnowNoTokens(String path) {
        String token = make(
                name(),
                "administrator",
                Stream.of(TokenScope.values()).map(TokenScope::id).toArray(String[]::new));
        assertThat(send("GET", path, "Bearer " + token, "").statusCode()).isIn(401, 403, 404);
    }

    @Test
    void everyRefusalIsTheSame() {
        String good = make(name(), "responder", "signals:read");
        String revoked = make(name(), "responder", "signals:read");
        assertThat(http.send(http.request("responder", "/api/v1/tokens/" + id(revoked))
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        String leaver = person("responder");
        String orphan = make(name(), leaver, "signals:read");
        identity.deleteUser(leaver);
        String idle = person("responder");
        String without = make(name(), idle, "signals:read");
        identity.deleteMembership(idle, "responder");
        String last = good.substring(good.length() - 1);
        for (String bad : List.of(
                good.substring(0, good.length() - 1) + (last.equals("x") ? "y" : "x"),
                good.substring(0, 21) + "A".repeat(43),
                "irt_0123456789abcdef_" + good.substring(21),
                good + "A",
                "irt_",
                "irt_' or 1=1 --",
                revoked,
                orphan,
                without)) {
            HttpResponse<String> answer = send("GET", "/api/v1/signals", "Bearer " + bad, "");
            assertThat(answer.statusCode()).as(bad).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(SAME_401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"Integrated Response\", error=\"invalid_token\"");
            assertThat(send("GET", "/api/v1/tokens", "Bearer " + bad, "").statusCode())
                    .as("also where no token opens anything")
                    .isEqualTo(401);
        }
        assertThat(send("GET", "/api/v1/signals", "Bearer " + good, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenEndsWhenItsDateHasCome() {
        String name = name();
        String token = make(name, "responder", "signals:read");
        clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(send("GET", "/api/v1/signals", "Bearer " + token, "").statusCode())
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> late = send("GET", "/api/v1/signals", "Bearer " + token, "");
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.body()).isEqualTo(SAME_401);
        send("GET", "/api/v1/signals", "Bearer " + token, "");
        assertThat(audited(name)).containsExactly("token-made administrator", "token-refused token:" + name);
    }

    @Test
    void whoeverComesLaterByTheIdOfALeaverDoesNotFindTheirTokens() {
        String leaver = person("responder");
        String name = name();
        String token = make(name, leaver, "signals:read");
        assertThat(http.send(http.request("administrator", "/engine-rest/user/" + leaver)
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(audited(name)).containsExactly("token-made administrator", "token-revoked administrator");
        people.create(leaver, "a-long-enough-password", "New", "Comer", "");
        people.giveRole(leaver, Role.RESPONDER);
        assertThat(send("GET", "/api/v1/signals", "Bearer " + token, "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenDoesNoMoreThanItsOwner() throws Exception {
        String auditors = make(name(), "auditor", "signals:write", "signals:read", "metrics:read");
        assertThat(send("POST", "/api/v1/signals", "Bearer " + auditors, finding())
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/actuator/prometheus", "Bearer " + auditors, "").statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/v1/signals", "Bearer " + auditors, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenLosesWhatItsOwnerLosesAtOnce() throws Exception {
        String owner = person("responder", "auditor");
        String token = make(name(), owner, "signals:write", "signals:read");
        assertThat(send("POST", "/api/v1/signals", "Bearer " + token, finding()).statusCode())
                .isEqualTo(202);
        identity.deleteMembership(owner, "responder");
        assertThat(send("POST", "/api/v1/signals", "Bearer " + token, finding()).statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/v1/signals", "Bearer " + token, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void toTheEngineAClientIsNeverAnAdministrator() throws Exception {
        AtomicReference<@Nullable Authentication> seen = new AtomicReference<>();
        SecurityContextHolder.getContext()
                .setAuthentication(new Client(
                        "nightly",
                        Set.of(TokenScope.SIGNALS_READ),
                        AuthorityUtils.createAuthorityList("ROLE_administrator", "ROLE_responder")));
        try {
            new EngineIdentityFilter(identity)
                    .doFilter(
                            new MockHttpServletRequest(),
                            new MockHttpServletResponse(),
                            (request, response) -> seen.set(identity.getCurrentAuthentication()));
        } finally {
            SecurityContextHolder.clearContext();
        }
        Authentication client = Objects.requireNonNull(seen.get());
        assertThat(client.getUserId()).isEqualTo("token:nightly");
        assertThat(client.getGroupIds()).containsExactly("responder");
    }

    @Test
    void noPersonCanHaveTheIdOfAClient() {
        HttpResponse<String> answer = http.post(
                "administrator",
                "/engine-rest/user/create",
                "{\"profile\":{\"id\":\"token:nightly\",\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"\"},"
                        + "\"credentials\":{\"password\":\"a-long-enough-password\"}}");
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(identity.createUserQuery().userId("token:nightly").count()).isZero();
    }

    @Test
    void prometheusReadsTheMetricsWithAToken() {
        String token = make(name(), "security-operations-manager", "metrics:read");
        assertThat(send("GET", "/actuator/prometheus", "Bearer " + token, "").body())
                .contains("jvm_memory_used_bytes");
        assertThat(send("GET", "/api/v1/incidents", "Bearer " + token, "").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyAdministratorsMakeTokens(Role role) {
        HttpResponse<String> answer =
                http.post(role.id(), "/api/v1/tokens", wanted(name(), "responder", "signals:read"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(role == Role.ADMINISTRATOR ? 201 : 403);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void theListShowsWhoseBusinessItIsAndNeverASecret(Role role) throws Exception {
        String others = make(name(), "first.administrator", "signals:read");
        String own = make(name(), role.id(), "signals:read");
        String list = http.get(role.id(), "/api/v1/tokens?size=200").body();
        boolean all = role == Role.ADMINISTRATOR || role == Role.AUDITOR;
        assertThat(list.contains(id(others))).isEqualTo(all);
        assertThat(list).contains(id(own)).doesNotContain(own.substring(21), "secret", "sha256");
        JsonNode first = json.readTree(list).get("items").get(0);
        assertThat(first.get("createdBy").asText()).isEqualTo("administrator");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void administratorsAndOwnersRevoke(Role role) {
        String others = make(name(), "first.administrator", "signals:read");
        String own = make(name(), role.id(), "signals:read");
        assertThat(http.send(http.request(role.id(), "/api/v1/tokens/" + id(others))
                                .DELETE())
                        .statusCode())
                .isEqualTo(role == Role.ADMINISTRATOR ? 204 : 404);
        assertThat(http.send(http.request(role.id(), "/api/v1/tokens/" + id(own))
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("GET", "/api/v1/signals", "Bearer " + own, "").statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/api/v1/signals", "Bearer " + others, "").statusCode())
                .isEqualTo(role == Role.ADMINISTRATOR ? 401 : 200);
    }

    @Test
    void everythingWrongWithATokenIsNamedAtOnce() {
        String answer = http.post(
                        "administrator",
                        "/api/v1/tokens",
                        "{\"name\":\"Not This!\",\"owner\":\"nobody-here\",\"scopes\":[\"everything\"],"
                                + "\"endsAt\":\"" + clock.instant().plus(Duration.ofDays(367)) + "\"}")
                .body();
        assertThat(answer).contains("\"name\"", "\"owner\"", "\"scopes\"", "\"endsAt\"", "at most 366 days");
        assertThat(http.post("administrator", "/api/v1/tokens", "{}").body())
                .contains("\"name\"", "\"owner\"", "\"scopes\"", "\"endsAt\"");
        String name = name();
        make(name, "responder", "signals:read");
        HttpResponse<String> again =
                http.post("administrator", "/api/v1/tokens", wanted(name, "responder", "signals:read"));
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("is taken");
    }

    @Test
    void onlyTheHashOfATokenIsKeptAndNothingOfItLogged(CapturedOutput output) {
        String token = make(name(), "responder", "signals:read");
        send("GET", "/api/v1/signals", "Bearer " + token, "");
        send("GET", "/api/v1/signals?size=bad", "Bearer " + token, "");
        send("GET", "/api/v1/incidents", "Bearer " + token, "");
        send("GET", "/api/v1/signals", "Bearer " + token + "x", "");
        String secret = token.substring(21);
        assertThat(sql.sql("select t::text from response.access_token t where id = ?")
                        .param(id(token))
                        .query(String.class)
                        .single())
                .doesNotContain(secret)
                .contains(java.util.HexFormat.of()
                        .formatHex(TokenSecret.parse(token).orElseThrow().hash()));
        assertThat(TokenSecret.parse(token).orElseThrow().toString()).doesNotContain(secret);
        assertThat(sql.sql("select count(*) from response.audit_event where text like ?")
                        .param("%" + secret + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(output).doesNotContain(secret);
    }

    @Test
    void theLastUseIsWrittenAtMostOnceAMinute() {
        String token = make(name(), "responder", "signals:read");
        assertThat(lastUse(token)).isNull();
        send("GET", "/api/v1/signals", "Bearer " + token, "");
        Object first = lastUse(token);
        assertThat(first).isNotNull();
        clock.advance(Duration.ofSeconds(59));
        send("GET", "/api/v1/signals", "Bearer " + token, "");
        assertThat(lastUse(token)).isEqualTo(first);
        clock.advance(Duration.ofSeconds(2));
        send("GET", "/api/v1/signals", "Bearer " + token, "");
        assertThat(lastUse(token)).isNotEqualTo(first);
    }

    @Test
    void guessingTokensEndsInAPauseForThatAddressWhateverIsShown() {
        String token = make(name(), "responder", "signals:read");
        for (int i = 0; i < 200; i++) {
            assertThat(send("GET", "/api/v1/signals", "Bearer irt_x", "").statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> answer = send("GET", "/api/v1/signals", "Bearer " + token, "");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(send("GET", "/api/v1/signals", "Bearer " + token, "").statusCode())
                .isEqualTo(200);
    }

    /** What tokens never do, because it is a person's to decide or about people themselves. */
    private static final Set<String> NOT_FOR_TOKENS = Set.of(
            "POST /api/v1/sessions",
            "POST /api/v1/incidents/{number}/notes",
            "POST /api/v1/incidents/{number}/evidence",
            "POST /api/v1/incidents/{number}/evidence/{id}/withdrawal",
            "POST /api/v1/incidents/{number}/evidence/{id}/hold",
            "POST /api/v1/incidents/{number}/evidence/{id}/release",
            "POST /api/v1/suppressions",
            "POST /api/v1/suppressions/preview",
            "PATCH /api/v1/suppressions/{id}",
            "DELETE /api/v1/suppressions/{id}",
            "GET /api/v1/tasks/held",
            "GET /api/v1/tasks/free",
            "GET /api/v1/tasks/colleagues",
            "GET /api/v1/tasks/{id}/incident",
            "POST /api/v1/tasks/claim",
            "POST /api/v1/tasks/handover",
            "GET /api/v1/handovers",
            "POST /api/v1/handovers/{id}/acknowledgement",
            "POST /api/v1/incidents/{number}/severity",
            "POST /api/v1/incidents/{number}/reopen",
            "POST /api/v1/incidents/{number}/merge",
            "POST /api/v1/incidents/{number}/duties/{duty}/suspension",
            "GET /api/v1/incidents/{number}/team",
            "POST /api/v1/incidents/{number}/team",
            "DELETE /api/v1/incidents/{number}/team/{member}",
            "POST /api/v1/incidents/{number}/need-to-know",
            "DELETE /api/v1/incidents/{number}/need-to-know/{member}",
            "PUT /api/v1/incidents/{number}/restriction",
            "DELETE /api/v1/incidents/{number}/restriction",
            "GET /api/v1/tasks/{id}/context",
            "GET /api/v1/tokens",
            "POST /api/v1/tokens",
            "DELETE /api/v1/tokens/{id}",
            "DELETE /api/v1/people/{id}/sessions");

    @Test
    void everyRequestOfTheApiHasOneScopeOrIsNotForTokens() {
        Set<String> without = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(mapping -> {
            for (Map.Entry<String, String> request : requests(mapping)) {
                MockHttpServletRequest asked = new MockHttpServletRequest(request.getKey(), request.getValue());
                List<TokenScope> scopes = Stream.of(TokenScope.values())
                        .filter(scope -> scope.covers(asked))
                        .toList();
                assertThat(scopes).as("%s", request).hasSizeLessThanOrEqualTo(1);
                if (scopes.isEmpty()) {
                    without.add(request.getKey() + " " + request.getValue());
                }
            }
        });
        assertThat(without)
                .as("give what is new a scope, or put it on the list of what is not for tokens")
                .isSubsetOf(NOT_FOR_TOKENS);
    }

    private static List<Map.Entry<String, String>> requests(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/v1/"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> Map.entry(method.name(), path)))
                .toList();
    }

    private List<String> audited(String name) {
        return sql.sql("select kind || ' ' || actor from response.audit_event where category = 'TOKEN' and subject = ?"
                        + " order by id")
                .param(name)
                .query(String.class)
                .list();
    }

    private @Nullable Object lastUse(String token) {
        return sql.sql("select last_used_at from response.access_token where id = ?")
                .param(id(token))
                .query()
                .singleRow()
                .get("last_used_at");
    }

    private HttpResponse<String> send(String method, String path, String authorization, String body) {
        var request = http.request(null, path)
                .header("Authorization", authorization)
                .method(
                        method,
                        HttpMethod.valueOf(method).equals(HttpMethod.GET)
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(body));
        return http.send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    private String make(String name, String owner, String... scopes) {
        HttpResponse<String> made = http.post("administrator", "/api/v1/tokens", wanted(name, owner, scopes));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        try {
            return json.readTree(made.body()).get("token").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String wanted(String name, String owner, String... scopes) {
        return "{\"name\":\"%s\",\"owner\":\"%s\",\"scopes\":[%s],\"endsAt\":\"%s\"}"
                .formatted(
                        name,
                        owner,
                        Stream.of(scopes).map(scope -> '"' + scope + '"').collect(Collectors.joining(",")),
                        clock.instant().plus(Duration.ofDays(30)));
    }

    private String person(String... roles) {
        String id = "p-" + UUID.randomUUID().toString().substring(0, 8);
        people.create(id, "a-long-enough-password", "Some", "Body", "");
        for (String role : roles) {
            identity.createMembership(id, role);
        }
        return id;
    }

    private static String id(String token) {
        return token.substring(4, 20);
    }

    private static String name() {
        return "t-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String finding() throws java.io.IOException {
        return java.nio.file.Files.readString(java.nio.file.Path.of("examples/signals/01-audit-trail-disabled.json"))
                .replaceAll("\"uid\": *\"[^\"]*\"", "\"uid\": \"" + UUID.randomUUID() + "\"");
    }
}

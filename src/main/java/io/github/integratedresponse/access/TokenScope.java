package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * What a token may be made for. Each scope names the requests it opens; a request that none of them names is not open to tokens, such
 * as everything that is a person's to decide.
 */
enum TokenScope {
    SIGNALS_WRITE("signals:write", HttpMethod.POST, "/api/v1/signals"),
    SIGNALS_READ(
            "signals:read",
            HttpMethod.GET,
            "/api/v1/signals",
            "/api/v1/signals/{id}",
            "/api/v1/signals/figures",
            "/api/v1/suppressions",
            "/api/v1/suppressions/{id}"),
    INCIDENTS_READ(
            "incidents:read",
            HttpMethod.GET,
            "/api/v1/incidents",
            "/api/v1/incidents/{number}",
            "/api/v1/incidents/{number}/timeline",
            "/api/v1/incidents/{number}/notes",
            "/api/v1/incidents/{number}/duties"),
    EVIDENCE_READ(
            "evidence:read",
            HttpMethod.GET,
            "/api/v1/incidents/{number}/evidence",
            "/api/v1/incidents/{number}/evidence/limits",
            "/api/v1/incidents/{number}/evidence/{id}/file",
            "/api/v1/incidents/{number}/evidence/{id}/custody"),
    MESSAGES_READ(
            "messages:read",
            HttpMethod.GET,
            "/api/v1/messages",
            "/api/v1/messages/{id}",
            "/api/v1/incidents/{number}/messages"),
    REVIEWS_READ("reviews:read", HttpMethod.GET, "/api/v1/reviews", "/api/v1/slrs", "/api/v1/slrs/{number}"),
    SESSIONS_READ("sessions:read", HttpMethod.GET, "/api/v1/sessions", "/api/v1/sessions/{number}"),
    REPAIR_ITEMS_READ(
            "repair-items:read",
            HttpMethod.GET,
            "/api/v1/repair-items",
            "/api/v1/repair-items/{number}",
            "/api/v1/accepted-risks"),
    PRODUCTS_READ("products:read", HttpMethod.GET, "/api/v1/products", "/api/v1/products/{id}"),
    PRODUCTS_WRITE("products:write", HttpMethod.PUT, "/api/v1/products"),
    CONTROLS_READ("controls:read", HttpMethod.GET, "/api/v1/controls", "/api/v1/controls/{id}"),
    ASSESSMENTS_READ("assessments:read", HttpMethod.GET, "/api/v1/assessments"),
    ASSESSMENTS_WRITE("assessments:write", HttpMethod.PUT, "/api/v1/assessments"),
    STANDARD_READ(
            "standard:read",
            HttpMethod.GET,
            "/api/v1/baselines",
            "/api/v1/baselines/{version}",
            "/api/v1/patterns",
            "/api/v1/patterns/{number}"),
    SLA_READ(
            "sla:read",
            HttpMethod.GET,
            "/api/v1/sla/adherence",
            "/api/v1/sla/matrix",
            "/api/v1/sla/breaches",
            "/api/v1/sla/values",
            "/api/v1/sla/times",
            "/api/v1/sla/open",
            "/api/v1/sla/clocks",
            "/api/v1/sla/clocks/{id}",
            "/api/v1/sla/pauses",
            "/api/v1/sla/repairs",
            "/api/v1/sla/reviews",
            "/api/v1/sla/recurrence",
            "/api/v1/sla/forecast",
            "/api/v1/sla/forecast/calibration",
            "/api/v1/processes/{key}/sla",
            "/api/v1/processes/{key}/versions",
            "/api/v1/processes/{key}/elements",
            "/api/v1/processes/{key}/instances",
            "/api/v1/processes/{key}/paths",
            "/api/v1/process-instances",
            "/api/v1/process-instances/{id}",
            "/api/v1/process-instances/{id}/clocks",
            "/api/v1/process-instances/{id}/steps"),
    METRICS_READ("metrics:read", HttpMethod.GET, "/actuator/prometheus"),
    AUDIT_READ(
            "audit:read", HttpMethod.GET, "/api/v1/audit/events", "/api/v1/audit/verification", "/api/v1/audit/anchor");

    private final String id;
    private final List<PathPatternRequestMatcher> opens;

    TokenScope(String id, HttpMethod method, String... paths) {
        this.id = id;
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        // whoever may read may also ask whether there is something to read
        Stream<HttpMethod> methods =
                method == HttpMethod.GET ? Stream.of(HttpMethod.GET, HttpMethod.HEAD) : Stream.of(method);
        this.opens = methods.flatMap(each -> Arrays.stream(paths).map(path -> builder.matcher(each, path)))
                .toList();
    }

    /** As tokens and callers spell it: {@code signals:write}. */
    String id() {
        return id;
    }

    boolean covers(HttpServletRequest request) {
        return opens.stream().anyMatch(matcher -> matcher.matches(request));
    }

    static Optional<TokenScope> covering(HttpServletRequest request) {
        return Stream.of(values()).filter(scope -> scope.covers(request)).findFirst();
    }

    static Optional<TokenScope> byId(String id) {
        return Stream.of(values()).filter(scope -> scope.id.equals(id)).findFirst();
    }

    static String all() {
        return Stream.of(values()).map(TokenScope::id).collect(Collectors.joining(", "));
    }
}

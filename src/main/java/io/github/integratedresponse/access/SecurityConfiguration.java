package io.github.integratedresponse.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The doors of the platform. Programs and the API: a token, or name and password, with every request, no session, no cookie. The web applications:
 * Camunda's own sign-in with its session and its protection against forged requests. Anything else stays shut.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration implements WebMvcConfigurer {

    private final Refusal refusal;
    private final ObjectMapper json;
    private final ObjectProvider<SingleSignOn> elsewhere;

    SecurityConfiguration(ObjectMapper json, SingleSignOnProperties signOn, ObjectProvider<SingleSignOn> elsewhere) {
        this.json = json;
        this.refusal = new Refusal(json, !signOn.noPasswords());
        this.elsewhere = elsewhere;
    }

    /** A person who comes to the front door is shown their tasks. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/camunda/app/tasklist/");
    }

    /** Each filter and each decision of each request would be measured by itself, which costs more than they do. */
    @Bean
    static SecurityObservationSettings nothingMeasuredByItself() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain doorsOfPrograms(
            HttpSecurity http, IdentityService identity, Tokens tokens, SignInThrottle throttle) throws Exception {
        common(http)
                .securityMatcher(paths("/api/**", "/engine-rest/**", "/actuator/**"))
                .headers(headers -> WebHeaders.programs(
                        headers, paths("/api/docs/**", "/api/swagger-ui/**"), paths("/engine-rest/**", "/api/v1/**")))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(paths("/actuator/health", "/actuator/health/liveness"))
                        .permitAll()
                        .requestMatchers(paths("/actuator/health/readiness"))
                        .permitAll()
                        .requestMatchers(paths("/actuator/**"))
                        .hasAnyRole(Role.ids(Role.ADMINISTRATOR, Role.SECURITY_OPERATIONS_MANAGER))
                        .requestMatchers(
                                paths("/api/openapi/**", "/api/openapi.yaml", "/api/docs/**", "/api/swagger-ui/**"))
                        .hasAnyRole(Role.ids())
                        .requestMatchers(paths("/api/v1/audit/**"))
                        .hasAnyRole(Role.ids(Role.AUDITOR, Role.ADMINISTRATOR))
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/api/v1/**"),
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.HEAD, "/api/v1/**"))
                        .hasAnyRole(Role.ids())
                        // the one thing executives decide here, in place of a task
                        .requestMatchers(paths("/api/v1/incidents/*/duties/*/suspension"))
                        .hasAnyRole(Role.ids(Role.EXECUTIVE, Role.INCIDENT_COMMANDER))
                        .requestMatchers(paths("/api/v1/sessions"))
                        .hasAnyRole(Role.ids(Role.SECURITY_OPERATIONS_MANAGER))
                        // claiming and handing over what the engine lets them work on
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/v1/tasks/**"),
                                PathPatternRequestMatcher.withDefaults()
                                        .matcher(HttpMethod.POST, "/api/v1/handovers/{id}/acknowledgement"))
                        .hasAnyRole(Role.idsWithout(Role.AUDITOR))
                        // everybody may end what is their own
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults()
                                        .matcher(HttpMethod.DELETE, "/api/v1/tokens/{id}"),
                                PathPatternRequestMatcher.withDefaults()
                                        .matcher(HttpMethod.DELETE, "/api/v1/people/{id}/sessions"))
                        .hasAnyRole(Role.ids())
                        // which of them is each endpoint's to say; other methods are nobody's
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/v1/**"),
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PUT, "/api/v1/**"),
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PATCH, "/api/v1/**"),
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.DELETE, "/api/v1/**"))
                        .hasAnyRole(Role.idsWithout(Role.AUDITOR, Role.EXECUTIVE))
                        // which version runs here is for those who run it
                        .requestMatchers(paths("/engine-rest/version", "/engine-rest/telemetry/**"))
                        .hasAnyRole(Role.ids(Role.ADMINISTRATOR))
                        // what each of them may do there is the engine's to check
                        .requestMatchers(paths("/engine-rest/**"))
                        .hasAnyRole(Role.ids())
                        .anyRequest()
                        .denyAll())
                .addFilterBefore(new CrossSiteGuard(refusal), BasicAuthenticationFilter.class)
                .addFilterBefore(new TokenFilter(tokens, throttle, refusal), BasicAuthenticationFilter.class)
                .addFilterAfter(new QueryExpressionGuard(paths("/engine-rest/**"), refusal), AuthorizationFilter.class)
                .addFilterAfter(new EngineIdentityFilter(identity), QueryExpressionGuard.class)
                .addFilterAfter(new EngineFaults(paths("/engine-rest/**"), json), EngineIdentityFilter.class)
                .addFilterAfter(
                        new EngineDoors(
                                List.of("/engine-rest", "/engine-rest/engine/{engine}"),
                                request -> EngineIdentityFilter.groups(),
                                refusal),
                        EngineIdentityFilter.class);
        SingleSignOn signOn = elsewhere.getIfAvailable();
        if (signOn != null) {
            signOn.atTheDoorsOfPrograms(http, refusal);
        }
        return http.build();
    }

    /**
     * What the platform's own parts of the web applications may ask of the API. Each is asked with the roles of whoever is signed in, and
     * the API decides as it does for programs; what is not named here no page can ask.
     */
    @Bean
    @Order(2)
    SecurityFilterChain doorsOfTheApiForTheWebApplications(HttpSecurity http, WebSessions sessions) throws Exception {
        RequestMatcher all = paths(WebAppRequests.ROOT + "/**");
        return common(http)
                .securityMatcher(all)
                // the session is Camunda's, and got its number when somebody signed in; a new one with each question
                // would end what the page asks at the same time
                .sessionManagement(session -> session.sessionFixation().none())
                .headers(headers -> WebHeaders.programs(headers, nothing -> false, all))
                .exceptionHandling(refused -> refused
                        // no challenge: the page shows its own sign-in
                        .authenticationEntryPoint((request, response, nobody) ->
                                refusal.write(response, HttpStatus.UNAUTHORIZED, "Sign in first"))
                        .accessDeniedHandler(refusal))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(WebAppRequests.OPEN)
                                .authenticated()
                                .anyRequest()
                                .denyAll())
                .addFilterBefore(new CrossSiteGuard(refusal), BasicAuthenticationFilter.class)
                .addFilterBefore(
                        new SessionGuard(
                                sessions,
                                all,
                                // what an open page asks by itself says so
                                request -> request.getHeader(WebAppRequests.BY_ITSELF) != null,
                                refusal),
                        BasicAuthenticationFilter.class)
                .addFilterBefore(new WebAppDoor(sessions), BasicAuthenticationFilter.class)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain doorsOfTheWebApplications(HttpSecurity http, WebSessions sessions) throws Exception {
        elsewhere.ifAvailable(signOn -> signOn.atTheDoorsOfTheWebApplications(http, refusal));
        return common(http)
                .securityMatcher(paths("/camunda", "/camunda/**"))
                .headers(headers -> WebHeaders.webApplications(headers, paths("/camunda/api/**")))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.FORBIDDEN)))
                .authorizeHttpRequests(requests -> requests.requestMatchers(paths(
                                "/camunda/api/admin/setup/**",
                                "/camunda/app/*/*/setup/**",
                                "/camunda/api/engine/version",
                                "/camunda/api/engine/telemetry/**"))
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .addFilterBefore(new CrossSiteGuard(refusal), AuthorizationFilter.class)
                .addFilterBefore(new EngineFaults(paths("/camunda/api/**"), json), CrossSiteGuard.class)
                .addFilterAfter(new QueryExpressionGuard(paths("/camunda/api/**"), refusal), AuthorizationFilter.class)
                .addFilterAfter(
                        new SessionGuard(sessions, paths("/camunda/api/**"), refreshedByThePage(), refusal),
                        QueryExpressionGuard.class)
                .addFilterAfter(
                        new EngineDoors(
                                List.of("/camunda/api/engine", "/camunda/api/engine/engine/{engine}"),
                                sessions::groups,
                                refusal),
                        SessionGuard.class)
                .build();
    }

    /** What Tasklist asks every ten seconds, and what says so of itself. */
    private static RequestMatcher refreshedByThePage() {
        return new OrRequestMatcher(
                paths(
                        "/camunda/api/engine/engine/{engine}/filter/{id}/list",
                        "/camunda/api/engine/engine/{engine}/filter/{id}/count"),
                request -> request.getHeader(WebAppRequests.BY_ITSELF) != null);
    }

    @Bean
    @Order(4)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        return common(http)
                .headers(WebHeaders::nothing)
                .exceptionHandling(refused -> refused
                        // no challenge: the web applications look for pages here, and a browser would ask people to
                        // sign in twice
                        .authenticationEntryPoint((request, response, nobody) ->
                                refusal.write(response, HttpStatus.FORBIDDEN, "There is nothing here for you"))
                        .accessDeniedHandler(refusal))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(paths("/"))
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** Spring's own protection against forged requests needs a session; {@link CrossSiteGuard} and Camunda's token stand in for it. */
    static HttpSecurity common(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(WebHeaders::common);
    }

    static RequestMatcher paths(String... patterns) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(java.util.Arrays.stream(patterns)
                .map(builder::matcher)
                .map(RequestMatcher.class::cast)
                .toList());
    }
}

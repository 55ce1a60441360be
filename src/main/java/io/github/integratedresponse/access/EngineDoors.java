package io.github.integratedresponse.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shuts the doors of the engine's REST that the engine itself leaves open to whoever is signed in: it checks no permission for
 * measurements, telemetry or its own log, and some of its work nobody's role needs. Anything else is the engine's to check.
 */
class EngineDoors extends OncePerRequestFilter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    /** The engine knows no such method; where the API does, its own rules count. */
    private static final RequestMatcher PATCHED =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PATCH, "/api/v1/**");

    private static final Role[] NOBODY = {};
    private static final Role[] THOSE_WHO_WORK = Stream.of(Role.values())
            .filter(role -> role != Role.AUDITOR && role != Role.PROCESS_OWNER)
            .toArray(Role[]::new);

    private final List<Door> doors = new ArrayList<>();
    private final List<String> roots;
    /** Asked first: most requests are none of the engine's. */
    private final RequestMatcher engines;

    private final Function<HttpServletRequest, Collection<String>> groups;
    private final Refusal refusal;

    /**
     * @param roots where the engine's REST begins
     * @param groups the groups of whoever sends a request
     */
    EngineDoors(List<String> roots, Function<HttpServletRequest, Collection<String>> groups, Refusal refusal) {
        this.roots = roots;
        this.engines = new OrRequestMatcher(roots.stream()
                .map(root -> PathPatternRequestMatcher.withDefaults().matcher(root + "/**"))
                .map(RequestMatcher.class::cast)
                .toList());
        this.groups = groups;
        this.refusal = refusal;
        // cases are switched off, and no step waits for an external worker
        // but Cockpit wants to hear that there are none
        shutBeside("/case-definition", "/case-definition/count");
        door("/case-instance", NOBODY);
        door("/case-execution", NOBODY);
        door("/history/case-definition", NOBODY);
        door("/history/case-instance", NOBODY);
        door("/history/case-activity-instance", NOBODY);
        door("/external-task/fetchAndLock", NOBODY);
        door("/optimize", NOBODY);
        door("/metrics", Role.ADMINISTRATOR, Role.SECURITY_OPERATIONS_MANAGER);
        door("/telemetry", Role.ADMINISTRATOR);
        door("/version", Role.ADMINISTRATOR);
        door("/schema", Role.ADMINISTRATOR);
        door("/history/cleanup", Role.ADMINISTRATOR);
        door("/identity/verify", Role.ADMINISTRATOR);
        door("/migration", Role.ADMINISTRATOR);
        door("/modification", Role.ADMINISTRATOR);
        door("/condition", Role.ADMINISTRATOR);
        door("/signal", Role.ADMINISTRATOR);
        door("/message", Role.ADMINISTRATOR);
        for (HttpMethod change : new HttpMethod[] {POST, PUT, DELETE}) {
            door(change, "/tenant", Role.ADMINISTRATOR);
            // whoever only reads would be heard here
            door(change, "/task/{id}/comment", THOSE_WHO_WORK);
            door(change, "/process-instance/{id}/comment", THOSE_WHO_WORK);
        }
    }

    private void shutBeside(String below, String open) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        for (String root : roots) {
            RequestMatcher all =
                    new OrRequestMatcher(builder.matcher(root + below), builder.matcher(root + below + "/**"));
            doors.add(new Door(
                    request -> all.matches(request)
                            && !builder.matcher(root + open).matches(request),
                    List.of()));
        }
    }

    private record Door(RequestMatcher where, List<String> roles) {}

    private void door(String below, Role... roles) {
        door(null, below, roles);
    }

    private void door(@Nullable HttpMethod method, String below, Role... roles) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        List<RequestMatcher> where = roots.stream()
                .flatMap(root -> Stream.of(root + below, root + below + "/**"))
                .map(pattern -> method == null ? builder.matcher(pattern) : builder.matcher(method, pattern))
                .map(RequestMatcher.class::cast)
                .toList();
        doors.add(new Door(new OrRequestMatcher(where), List.of(Role.ids(roles))));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!METHODS.contains(request.getMethod()) && !PATCHED.matches(request)) {
            refusal.write(response, HttpStatus.FORBIDDEN, "There is no such method here");
            return;
        }
        List<Door> here = engines.matches(request) ? doors : List.of();
        for (Door door : here) {
            if (door.where().matches(request) && Collections.disjoint(door.roles(), groups.apply(request))) {
                refusal.write(response, HttpStatus.FORBIDDEN, "Your roles don't allow this");
                return;
            }
        }
        chain.doFilter(request, response);
    }
}

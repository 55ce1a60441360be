package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** Knocks at every door of {@code docs/doors.csv} as nobody and as each role, and finds the doors that have no row. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorMatrixTest {

    private static final String ENGINE = "{engine}";
    private static final String API = "/api/v1";

    /** How the engine says, with the status 400, that it doesn't show what a request is about. */
    private static final List<String> HIDDEN =
            List.of("No task found for task id", "historicDecisionInstanceIds is empty");

    private static final Set<String> OWN_DIAGRAMS = ownDiagrams();

    @Autowired
    Http http;

    @Autowired
    ProcessEngine engine;

    @Autowired
    List<RequestMappingInfoHandlerMapping> mappings;

    private List<Door> doors = List.of();
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, Browser> browsers = new HashMap<>();
    private DoorPlants plants;

    @BeforeAll
    void read() throws IOException {
        doors = Door.all();
        for (String line : Files.readAllLines(Path.of("src/test/resources/doors/bodies.txt"))) {
            String[] parts = line.split(" \\| ", 2);
            bodies.put(parts[0], parts[1]);
        }
        plants = new DoorPlants(engine);
        for (String visitor : Door.VISITORS) {
            Browser browser = new Browser(http.base());
            if (!visitor.equals(Door.NOBODY)) {
                assertThat(browser.signIn(visitor, visitor).statusCode())
                        .as(visitor)
                        .isEqualTo(200);
            }
            // the token against forged requests belongs to the session, and the sign-in made a new one
            browser.open();
            browsers.put(visitor, browser);
        }
    }

    @Test
    void everyDoorOpensToWhomTheTableSaysAndToNobodyElse() throws IOException {
        plants.plant();
        try {
            tryEveryCell();
        } finally {
            plants.remove();
        }
    }

    private void tryEveryCell() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> found =
                new ArrayList<>(List.of(Files.readAllLines(Door.TABLE).get(0)));
        for (Door door : doors) {
            if (door.task()) {
                continue;
            }
            Map<String, String> cells = new LinkedHashMap<>();
            for (String visitor : Door.VISITORS) {
                List<String> answers = answers(door, visitor);
                cells.put(visitor, String.join(" | ", answers));
                if (!cells.get(visitor).equals(door.cells().get(visitor))) {
                    wrong.add(door.name() + ": " + visitor + " expected "
                            + door.cells().get(visitor) + ", found " + answers);
                }
            }
            found.add(door.line(cells));
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "doors-found.csv"), found);
        assertThat(wrong).isEmpty();
    }

    private List<String> answers(Door door, String visitor) {
        try {
            return knock(door, visitor).stream().distinct().toList();
        } catch (AssertionError e) {
            return List.of("answers nothing whole: " + e.getMessage());
        }
    }

    /**
     * Every door once, and twice those of the engine and those of the API that pages may ask: for programs, and for the web applications'
     * own pages.
     */
    private List<String> knock(Door door, String visitor) {
        if (askedByPages(door)) {
            return List.of(
                    judge(door, visitor, send(door, visitor, door.path(), false)),
                    judge(door, visitor, send(door, visitor, onPages(door.path()), true)));
        }
        if (!door.path().startsWith(ENGINE)) {
            return List.of(judge(
                    door, visitor, send(door, visitor, door.path(), door.path().startsWith("/camunda"))));
        }
        String rest = door.path().substring(ENGINE.length());
        return List.of(
                judge(door, visitor, send(door, visitor, "/engine-rest" + rest, false)),
                judge(door, visitor, send(door, visitor, "/camunda/api/engine/engine/default" + rest, true)));
    }

    private static boolean askedByPages(Door door) {
        if (!door.path().startsWith(API)) {
            return false;
        }
        MockHttpServletRequest asked = new MockHttpServletRequest(
                door.method(),
                URI.create(onPages(door.pathWithoutQuery()).replaceAll("[{}]", ""))
                        .getPath());
        return WebAppRequests.OPEN.matches(asked);
    }

    private static String onPages(String path) {
        return WebAppRequests.ROOT + path.substring(API.length());
    }

    private HttpResponse<String> send(Door door, String visitor, String path, boolean session) {
        String target = plants.fill(path, visitor);
        String body = plants.fill(bodies.getOrDefault(door.name(), ""), visitor);
        String type = "application/json";
        if (body.startsWith("multipart ")) {
            type = "multipart/form-data; boundary=part";
            body = deployment(body.substring("multipart ".length()));
        } else if (body.startsWith("file ")) {
            type = "application/octet-stream";
            body = body.substring("file ".length());
        } else if (body.startsWith("form ")) {
            type = "application/x-www-form-urlencoded";
            body = body.substring("form ".length());
        }
        if (body.isEmpty() && door.method().matches("POST|PUT|PATCH")) {
            body = "{}";
        }
        if (door.name().startsWith("sign in to")) {
            Browser another = new Browser(http.base());
            another.open();
            return another.send(door.method(), target, type, body);
        }
        if (session) {
            return Objects.requireNonNull(browsers.get(visitor))
                    .send(door.method(), target, body.isEmpty() ? null : type, body);
        }
        var request = http.request(visitor.equals(Door.NOBODY) ? null : visitor, target);
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request.method(
                door.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static String deployment(String key) {
        return "--part\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ndoors\r\n--part\r\n"
                + "Content-Disposition: form-data; name=\"tried.bpmn\"; filename=\"tried.bpmn\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
                + org.camunda.bpm.model.bpmn.Bpmn.convertToString(io.github.integratedresponse.testing.StandIn.of(key))
                + "\r\n--part--\r\n";
    }

    private String judge(Door door, String visitor, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (door.shut()) {
            return status >= 400 ? "no" : "answers " + status;
        }
        String sign = plants.fill(door.sign(), visitor);
        if (status == door.status() && (sign.isEmpty() || answer.body().contains(sign))) {
            plants.used();
            return "yes";
        }
        boolean hidden = status == 404
                || (status == 200 && !sign.isEmpty())
                || HIDDEN.stream().anyMatch(answer.body()::contains);
        if (status == 401 || status == 403 || hidden) {
            return "no";
        }
        plants.used();
        return "answers " + status + " " + answer.body().replaceAll("[,\\n]", ";");
    }

    @Test
    void everyKindOfTaskIsWorkedOnBySomebodyWithItsRoleAlone() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> found = new ArrayList<>();
        Map<String, Map<String, String>> cells = new TreeMap<>();
        Map<String, List<String>> teams = new LinkedHashMap<>();
        doors.stream().filter(Door::task).forEach(door -> teams.put(kind(door), teams(door)));
        for (String visitor : Door.VISITORS) {
            Map<String, String> planted = plants.tasks(teams);
            try {
                for (Map.Entry<String, String> task : planted.entrySet()) {
                    cells.computeIfAbsent(task.getKey(), kind -> new LinkedHashMap<>())
                            .put(visitor, reach(visitor, task.getValue()));
                }
            } finally {
                plants.removeTasks(planted);
            }
        }
        for (Door door : doors) {
            if (door.task()) {
                Map<String, String> actual = Objects.requireNonNull(cells.get(kind(door)));
                found.add(door.line(actual));
                if (!door.cells().equals(actual)) {
                    wrong.add(door.name() + ": expected " + door.cells() + ", found " + actual);
                }
            }
        }
        Files.write(Path.of("target", "doors-found-tasks.csv"), found);
        assertThat(wrong).isEmpty();
    }

    /** How far somebody gets with a task: claims it to work on it, gives it to others, sees it, or none of these. */
    private String reach(String visitor, String task) {
        String account = visitor.equals(Door.NOBODY) ? null : visitor;
        String path = "/engine-rest/task/" + task;
        int seen = http.get(account, path).statusCode();
        int claimed = http.post(account, path + "/claim", "{\"userId\":\"" + visitor + "\"}")
                .statusCode();
        if (claimed == 204) {
            return seen == 200 ? "works" : "works unseen";
        }
        int assigned = http.post(account, path + "/assignee", "{\"userId\":\"" + visitor + "\"}")
                .statusCode();
        if (assigned == 204) {
            return "assigns";
        }
        if (!List.of(401, 403).contains(claimed) || !List.of(401, 403).contains(assigned)) {
            return "answers " + claimed + " and " + assigned;
        }
        return seen == 200 ? "sees" : "no";
    }

    private static String kind(Door door) {
        return door.path().split("\\?", 2)[0];
    }

    /** The candidate groups that the deployed diagram names; an expression's value stands in the row. */
    private List<String> teams(Door door) {
        String kind = kind(door);
        UserTask task = engine.getRepositoryService()
                .getBpmnModelInstance(plants.definition(kind.substring(0, kind.indexOf('/'))))
                .getModelElementById(kind.substring(kind.indexOf('/') + 1));
        assertThat(task).as("the task of the row %s", kind).isNotNull();
        String groups = task.getCamundaCandidateGroups();
        if (groups.startsWith("${")) {
            String name = groups.substring(2, groups.length() - 1);
            assertThat(door.path()).contains("?" + name + "=");
            groups = door.path().split("=", 2)[1];
        }
        return Stream.of(groups.split(",")).map(String::strip).toList();
    }

    @Test
    void everyUserTaskOfADeployedDiagramHasARow() {
        Set<String> deployed = new TreeSet<>();
        for (ProcessDefinition definition : engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .latestVersion()
                .list()) {
            if (OWN_DIAGRAMS.contains(definition.getKey())) {
                engine.getRepositoryService()
                        .getBpmnModelInstance(definition.getId())
                        .getModelElementsByType(UserTask.class)
                        .forEach(task -> deployed.add(definition.getKey() + "/" + task.getId()));
            }
        }
        assertThat(doors.stream().filter(Door::task).map(DoorMatrixTest::kind)).hasSameElementsAs(deployed);
    }

    private static Set<String> ownDiagrams() {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.map(file -> file.getFileName().toString().replace(".bpmn", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyRequestMappingHasARow() {
        List<String> missing = new ArrayList<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                for (String pattern : info.getPatternValues()) {
                    boolean known = doors.stream()
                            .anyMatch(door -> matches(pattern, door)
                                    && (methods.isEmpty()
                                            || methods.stream().anyMatch(method -> method.name()
                                                    .equals(door.method()))));
                    if (!known) {
                        missing.add(methods + " " + pattern);
                    }
                }
            }
        }
        assertThat(missing).as("endpoints without a row in %s", Door.TABLE).isEmpty();
    }

    private static boolean matches(String pattern, Door door) {
        return new PathPatternParser().parse(pattern).matches(PathContainer.parsePath(door.pathWithoutQuery()));
    }

    @Test
    void everyRowOfTheApiNamesADoorThatIsThere() {
        List<String> patterns = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream())
                .toList();
        assertThat(doors.stream()
                        .filter(door -> door.path().startsWith("/api/v1/"))
                        .filter(door -> !door.shut() && !door.name().startsWith("what the API doesn't have"))
                        .filter(door -> patterns.stream().noneMatch(pattern -> matches(pattern, door)))
                        .map(Door::request))
                .isEmpty();
        assertThat(doors.stream()
                        .filter(door -> !door.shut() && !door.task())
                        .filter(door -> !door.cells().containsValue("yes"))
                        .map(Door::name))
                .as("doors that open to nobody are open never")
                .isEmpty();
        assertThat(doors.stream().map(Door::name)).doesNotHaveDuplicates();
        assertThat(doors.stream().map(Door::name)).containsAll(bodies.keySet());
    }

    @Test
    void everyEndpointThatChangesSomethingNamesItsRoles() {
        List<String> open = new ArrayList<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                boolean reads = info.getMethodsCondition().getMethods().stream()
                        .allMatch(method -> method == RequestMethod.GET || method == RequestMethod.HEAD);
                if (handler.getBeanType().getPackageName().startsWith("io.github.integratedresponse")
                        && !reads
                        && !guarded(handler)) {
                    open.add(handler.toString());
                }
            });
        }
        assertThat(open).isEmpty();
    }

    private static boolean guarded(HandlerMethod handler) {
        return handler.hasMethodAnnotation(PreAuthorize.class)
                || handler.getBeanType().isAnnotationPresent(PreAuthorize.class);
    }

    @Test
    void everyQueryOfAPluginHasARow() {
        assertThat(PluginQueries.all().stream()
                        .filter(query -> doors.stream()
                                .noneMatch(door -> door.method().equals(query.method()) && matches(query.path(), door)))
                        .map(PluginQueries::toString))
                .as("queries of the web applications' plugins without a row")
                .isEmpty();
        assertThat(doors.stream()
                        .filter(door -> door.path().contains("/plugin/"))
                        .filter(door -> PluginQueries.all().stream()
                                .noneMatch(
                                        query -> door.method().equals(query.method()) && matches(query.path(), door)))
                        .map(Door::request))
                .as("rows of queries that no plugin has")
                .isEmpty();
    }

    @Test
    void everyFamilyOfTheEnginesRestHasARow() {
        List<String> missing = Arrays.stream(
                        org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl.class.getMethods())
                .map(method -> method.getAnnotation(jakarta.ws.rs.Path.class))
                .filter(path -> path != null)
                .map(path -> path.value().startsWith("/") ? path.value() : "/" + path.value())
                .filter(path -> doors.stream().noneMatch(door -> door.path().startsWith(ENGINE + path)))
                .toList();
        assertThat(missing).isEmpty();
    }
}

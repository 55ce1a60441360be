package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.integratedresponse.process.QueryWord;
import io.github.integratedresponse.process.Trap;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.WebSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Expressions in queries are tried at every door; the trap they name is never sprung. */
@PlatformTest
class QueryExpressionsTest {

    private static final String NESTED = "{\"orQueries\":[{\"assigneeExpression\":\"${trap.spring()}\"}]}";
    private static final String[] APIS = {
        "/engine-rest", "/engine-rest/engine/default", "/camunda/api/engine/engine/default"
    };

    @Autowired
    Http http;

    @Autowired
    ConfigurableListableBeanFactory beans;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    @Autowired
    IdentityService identity;

    @Autowired
    TaskLists lists;

    @Autowired
    Engine engine;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient sql;

    private Trap trap;
    private int before;

    @BeforeEach
    void set() {
        trap = Trap.in(beans);
        before = trap.sprung();
    }

    @AfterEach
    void neverSprung() {
        assertThat(trap.sprung())
                .as("how often an expression of a query was evaluated")
                .isEqualTo(before);
    }

    @Test
    void theTrapWorksWhereExpressionsAreAllowed() {
        repository
                .createDeployment()
                .addModelInstance(
                        "trapped.bpmn",
                        Bpmn.createExecutableProcess("trapped")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent("s")
                                .serviceTask("t")
                                .camundaExpression("${trap.spring()}")
                                .endEvent("e")
                                .done())
                .deploy();
        runtime.startProcessInstanceByKey("trapped");
        assertThat(trap.sprung()).isEqualTo(before + 1);
        before++;
    }

    @Test
    void theEngineItselfEvaluatesNoneWhereverTheQueryComesFrom() {
        assertThatThrownBy(() -> tasks.createTaskQuery()
                        .or()
                        .taskAssigneeExpression("${trap.spring()}")
                        .endOr()
                        .list())
                .hasStackTraceContaining("Queries may not carry expressions");
        assertThatThrownBy(() -> tasks.createTaskQuery()
                        .taskCandidateGroupInExpression("${trap.spring()}")
                        .count())
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void noBodyCarriesOneInWhateverItIsWrapped() throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        for (String text : new String[] {
            NESTED,
            "{\"assigneeExpression\":\"${trap.spring()}\"}",
            "{\"orQueries\":[],\"orQueries\":[{\"assigneeExpression\":\"${trap.spring()}\"}]}",
            "{\"orQueries\":[{\"assignee\\u0045xpressio\\u006e\":\"${trap.spring()}\"}]}",
            "{} " + NESTED,
            NESTED + " {}",
            "\uFEFF" + NESTED,
            "/* a note */" + NESTED,
            "{orQueries:[{assigneeExpression:'${trap.spring()}'}]}",
            NESTED.replace("{\"orQ", "{\"a\":\"\\u0000\",\"orQ"),
            "[" + NESTED + "]",
            NESTED.replace("\"orQueries\"", "\"orQueries\"\u0000")
        }) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        for (String charset : List.of(
                "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "IBM037", "ISO-2022-JP", "ISO-2022-KR")) {
            bodies.add(NESTED.getBytes(Charset.forName(charset)));
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(NESTED.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(zipped.toByteArray());
        String[] types = {
            "application/json",
            "application/hal+json",
            "application/json; charset=UTF-16",
            "application/json;charset=\"utf-16le\"",
            "application/json;charset=IBM037",
            "application/json;charset=iso-2022-kr",
            "text/plain",
            "application/octet-stream",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "*/*",
            ""
        };
        WebSession web = WebSession.of(http, "administrator");
        for (byte[] body : bodies) {
            for (String type : types) {
                for (String api : new String[] {APIS[0], APIS[2]}) {
                    HttpRequest.Builder request = asked(web, api + "/task");
                    if (!type.isEmpty()) {
                        request.header("Content-Type", type);
                    }
                    request.header("Content-Encoding", body == bodies.get(bodies.size() - 1) ? "gzip" : "identity");
                    HttpResponse<String> answer = http.send(request.POST(BodyPublishers.ofByteArray(body)));
                    assertThat(answer.statusCode())
                            .as(
                                    "%s as %s to %s: %s",
                                    new String(body, StandardCharsets.ISO_8859_1), type, api, answer.body())
                            .isIn(400, 415);
                }
            }
        }
    }

    @Test
    void noPathThatTakesAQueryTakesAnExpression() {
        WebSession web = WebSession.of(http, "administrator");
        String instances =
                "{\"processInstanceQuery\":%1$s,\"historicProcessInstanceQuery\":%1$s,\"suspended\":true,\"deleteReason\":\"x\"}"
                        .formatted(NESTED);
        Map<String, String> bodies = Map.of(
                "/task", NESTED,
                "/task/count", NESTED,
                "/history/task", NESTED,
                "/external-task", NESTED,
                "/process-instance/delete", instances,
                "/process-instance/suspended", instances,
                "/modification/execute", instances,
                "/history/process-instance/delete", instances,
                "/process-instance/message-async", instances);
        for (String api : APIS) {
            bodies.forEach((path, body) -> {
                HttpRequest.Builder request = asked(web, api + path).header("Content-Type", "application/json");
                String method = path.endsWith("suspended") ? "PUT" : "POST";
                HttpResponse<String> answer = http.send(request.method(method, BodyPublishers.ofString(body)));
                assertThat(answer.statusCode()).as(api + path).isEqualTo(400);
                assertThat(answer.body()).as(api + path).contains("expressions");
            });
            for (String query : new String[] {
                "assigneeExpression=%24%7Btrap.spring()%7D",
                "assignee%45xpression=%24%7Btrap.spring()%7D",
                "orQueries=x&%61ssigneeExpression=%24%7Btrap.spring()%7D",
                "candidateGroupsExpression=%24%7Btrap.spring()%7D"
            }) {
                assertThat(http.send(asked(web, api + "/task?" + query).GET()).statusCode())
                        .as(api + " " + query)
                        .isEqualTo(400);
            }
            for (String method : new String[] {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
                assertThat(http.send(asked(web, api + "/task")
                                        .header("Content-Type", "application/json")
                                        .header(method, "POST")
                                        .method("GET", BodyPublishers.ofString(NESTED)))
                                .statusCode())
                        .isEqualTo(400);
            }
        }
        for (String path : new String[] {
            "/engine-rest//task",
            "/engine-rest/task;a=b",
            "/engine-rest/%2e/task",
            "/engine-rest/./task",
            "//engine-rest/task",
            "/engine-rest/x/../task",
            "/Engine-Rest/task",
            "/engine-rest/task/",
            "/engine-rest/%74ask",
            "/camunda/api//engine/engine/default/task",
            "/camunda/api;x/engine/engine/default/task",
            "/camunda/%61pi/engine/engine/default/task",
            "/camunda/api/engine/engine/default/task/",
            "/camunda/app/engine/engine/default/task",
            "/api/engine/engine/default/task"
        }) {
            HttpResponse<String> answer = http.send(
                    asked(web, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(NESTED)));
            assertThat(answer.statusCode()).as(path).isIn(400, 401, 403, 404, 405);
        }
        // sent without saying how long it is
        HttpResponse<String> chunked = http.send(http.request("administrator", "/engine-rest/task")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(NESTED))));
        assertThat(chunked.statusCode()).isEqualTo(400);
    }

    @Test
    void noFilterStoresOneOrIsExtendedByOne() {
        WebSession web = WebSession.of(http, "administrator");
        Filter filter = filters.saveFilter(
                filters.newTaskFilter("extended by attackers").setQuery(tasks.createTaskQuery()));
        try {
            for (String api : APIS) {
                for (String verb : new String[] {"list", "count", "singleResult"}) {
                    for (String type : new String[] {"application/json", "application/hal+json"}) {
                        HttpResponse<String> answer =
                                http.send(asked(web, api + "/filter/" + filter.getId() + "/" + verb)
                                        .header("Content-Type", "application/json")
                                        .header("Accept", type)
                                        .POST(BodyPublishers.ofString(NESTED)));
                        assertThat(answer.statusCode()).as(verb).isEqualTo(400);
                        assertThat(answer.body()).contains("expressions");
                    }
                }
                String stored = "{\"name\":\"x\",\"resourceType\":\"Task\",\"query\":" + NESTED + ",\"properties\":{}}";
                assertThat(http.send(asked(web, api + "/filter/create")
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(stored)))
                                .statusCode())
                        .isEqualTo(400);
                assertThat(http.send(asked(web, api + "/filter/" + filter.getId())
                                        .header("Content-Type", "application/json")
                                        .PUT(BodyPublishers.ofString(stored)))
                                .statusCode())
                        .isEqualTo(400);
            }
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    @Test
    void aFilterThatWasStoredBeforeIsNotEvaluatedEither() {
        WebSession web = WebSession.of(http, "administrator");
        Filter filter =
                filters.saveFilter(filters.newTaskFilter("stored long ago").setQuery(tasks.createTaskQuery()));
        try {
            for (String query : new String[] {
                NESTED,
                "{\"assigneeExpression\":\"${trap.spring()}\"}",
                "{\"taskAssigneeExpression\":\"${trap.spring()}\"}",
                "{\"taskAssigneeExpression\":\"${currentUser()}${trap.spring()}\"}",
                "{\"taskAssigneeExpression\":\"#{currentUser()}\"}",
                "{\"taskAssigneeExpression\":\"${currentUser().toString()}\"}",
                "{\"orQueries\":[{\"taskAssigneeExpression\":\"${trap.spring()}\"}]}"
            }) {
                assumeThat(sql.sql("update public.act_ru_filter set query_ = ? where id_ = ?")
                                .params(query, filter.getId())
                                .update())
                        .isEqualTo(1);
                for (String api : APIS) {
                    for (String verb : new String[] {"list", "count", "singleResult"}) {
                        String path = api + "/filter/" + filter.getId() + "/" + verb;
                        for (HttpRequest.Builder request : new HttpRequest.Builder[] {
                            asked(web, path).GET(),
                            asked(web, path)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{}")),
                            asked(web, path)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(
                                            "{\"assignee\":\"responder\",\"orQueries\":[{\"name\":\"x\"}]}"))
                        }) {
                            assertThat(http.send(request).statusCode())
                                    .as("%s of %s", path, query)
                                    .isIn(400, 500);
                        }
                    }
                }
            }
        } finally {
            sql.sql("update public.act_ru_filter set query_ = '{}' where id_ = ?")
                    .params(filter.getId())
                    .update();
            filters.deleteFilter(filter.getId());
        }
    }

    /** The words of the platform's own lists are no more welcome from outside than others. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyStoresAFilterWithAWordOfOursNorExtendsOne(Role role) {
        WebSession web = WebSession.of(http, role.id());
        Filter own = filters.saveFilter(
                filters.newTaskFilter("of " + role.id()).setOwner(role.id()).setQuery(tasks.createTaskQuery()));
        String before = ((FilterEntity) own).getQueryInternal();
        try {
            for (String query : new String[] {
                "{\"assigneeExpression\":\"${currentUser()}\"}",
                "{\"taskAssigneeExpression\":\"${currentUser()}\"}",
                "{\"orQueries\":[{\"assigneeExpression\":\"${currentUser()}\"}]}",
                "{\"orQueries\":[{\"dueBeforeExpression\":\"${now()}\"}]}"
            }) {
                String filter =
                        "{\"name\":\"x\",\"resourceType\":\"Task\",\"owner\":\"%s\",\"query\":%s,\"properties\":{}}"
                                .formatted(role.id(), query);
                for (String api : APIS) {
                    assertThat(sent(web, role, "POST", api + "/filter/create", filter))
                            .isEqualTo(400);
                    assertThat(sent(web, role, "PUT", api + "/filter/" + own.getId(), filter))
                            .isEqualTo(400);
                    for (String id : List.of(own.getId(), mine())) {
                        assertThat(sent(web, role, "POST", api + "/filter/" + id + "/list", query))
                                .isEqualTo(400);
                    }
                }
            }
            assertThat(((FilterEntity) filters.getFilter(own.getId())).getQueryInternal())
                    .isEqualTo(before);
        } finally {
            filters.deleteFilter(own.getId());
        }
    }

    @Test
    void theEngineItselfStoresNoneForAnybodyWhoIsSignedIn() {
        FilterEntity own = (FilterEntity) filters.saveFilter(
                filters.newTaskFilter("tried").setOwner("administrator").setQuery(tasks.createTaskQuery()));
        try {
            identity.setAuthentication("administrator", List.of("administrator"));
            for (TaskQuery query : List.of(
                    tasks.createTaskQuery().taskAssigneeExpression(QueryWord.ME.text()),
                    tasks.createTaskQuery()
                            .or()
                            .taskAssigneeExpression(QueryWord.ME.text())
                            .endOr())) {
                assertThatThrownBy(() -> filters.saveFilter(
                                filters.newTaskFilter("never").setQuery(query)))
                        .isInstanceOf(BadUserRequestException.class);
                assertThatThrownBy(() -> filters.saveFilter(
                                filters.getFilter(own.getId()).setQuery(query)))
                        .isInstanceOf(BadUserRequestException.class);
            }
            identity.clearAuthentication();
            assertThatThrownBy(() -> filters.saveFilter(filters.newTaskFilter("never")
                            .setQuery(tasks.createTaskQuery().taskAssigneeExpression("${trap.spring()}"))))
                    .as("the platform itself stores no others than its words")
                    .isInstanceOf(BadUserRequestException.class);
        } finally {
            identity.clearAuthentication();
            filters.deleteFilter(own.getId());
        }
    }

    @Test
    void aWordMeansWhoeverAsksAndNobodyElse() {
        String key = PlantedIncident.send(http, sql, engine, "words-" + UUID.randomUUID())
                .number();
        Task task = engine.task(key, "acknowledge");
        tasks.setAssignee(task.getId(), "responder");
        String narrowed = "{\"processInstanceBusinessKey\":\"" + key + "\"}";
        for (String person : List.of("responder", "incident-commander", "administrator")) {
            WebSession web = WebSession.of(http, person);
            for (String api : APIS) {
                for (String query : List.of(narrowed, narrowed.replace("}", ",\"assignee\":\"responder\"}"))) {
                    HttpResponse<String> answer = http.send(asked(web, person, api + "/filter/" + mine() + "/count")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(query)));
                    assertThat(answer.body())
                            .as("%s asks %s", person, api)
                            .isEqualTo(person.equals("responder") ? "{\"count\":1}" : "{\"count\":0}");
                }
            }
        }
    }

    @Test
    void wordsAreForQueriesAlone() {
        for (QueryWord word : QueryWord.values()) {
            assertThatThrownBy(() -> repository
                            .createDeployment()
                            .addModelInstance(
                                    "words.bpmn",
                                    Bpmn.createExecutableProcess("words")
                                            .camundaHistoryTimeToLiveString("P1D")
                                            .startEvent("s")
                                            .serviceTask("t")
                                            .camundaExpression(word.text())
                                            .endEvent("e")
                                            .done())
                            .deploy())
                    .as(word.text())
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private String mine() {
        return Objects.requireNonNull(lists.establish().get(TaskList.MINE));
    }

    private int sent(WebSession web, Role role, String method, String path, String body) {
        return http.send(asked(web, role.id(), path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)))
                .statusCode();
    }

    @Test
    void queriesWithoutExpressionsAreAnswered() {
        WebSession web = WebSession.of(http, "administrator");
        for (String api : APIS) {
            HttpResponse<String> answer = http.send(asked(web, api + "/task?maxResults=10")
                    .header("Content-Type", "application/json;charset=utf-8")
                    .POST(BodyPublishers.ofString(
                            "{\"orQueries\":[{\"assignee\":\"responder\",\"nameLike\":\"%ö%\"}]}")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private HttpRequest.Builder asked(WebSession web, String path) {
        return asked(web, "administrator", path);
    }

    private HttpRequest.Builder asked(WebSession web, String person, String path) {
        return path.startsWith("/camunda") ? web.request(path) : http.request(person, path);
    }
}

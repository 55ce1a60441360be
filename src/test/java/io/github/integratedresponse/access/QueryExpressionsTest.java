package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.integratedresponse.process.Trap;
import io.github.integratedresponse.testing.Http;
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
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
            for (String query : new String[] {NESTED, "{\"assigneeExpression\":\"${trap.spring()}\"}"}) {
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
        return path.startsWith("/camunda") ? web.request(path) : http.request("administrator", path);
    }
}

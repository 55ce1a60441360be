package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.WebSession;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures task lists at 5,000 and at 250,000 open tasks, as people in ten groups with permissions on: what Tasklist asks for each
 * stored list that they find, and further questions. Not part of the suite; start it with {@code ./mvnw test -Dtest=TaskListBenchmark}.
 * It measures at 5,000 once more at the end, so that what the machine or a warm virtual machine does falls on both.
 */
@PlatformTest
@Order(Integer.MAX_VALUE)
class TaskListBenchmark {

    private static final int SMALL = 5_000;
    private static final int LARGE = Integer.getInteger("tasks.benchmark.tasks", 250_000);
    private static final int ROUNDS = Integer.getInteger("tasks.benchmark.rounds", 100);
    private static final int WARM_UP = Integer.getInteger("tasks.benchmark.warm-up", 40);
    private static final double BAR = 3;

    /** So little that a ratio says nothing. */
    private static final double HARDLY_MS = 10;

    private static final int PAIRS = 31;
    private static final int PER_ROUND = 50;
    private static final double DEARER = 1.15;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    Http http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Autowired
    IdentityService identity;

    @Autowired
    TaskService tasks;

    @Autowired
    ProcessEngine engine;

    private enum Person {
        /** Sees two fifths of all tasks. */
        MEMBER(
                "bench-person-00001",
                "responder",
                "communications-lead",
                "product-engineer",
                "executive",
                "governance-analyst",
                "bench-team-01",
                "bench-team-02",
                "bench-team-03",
                "bench-team-04",
                "bench-team-05"),
        /** Sees a few hundred, however many there are. */
        SPECIALIST(
                "bench-person-00002",
                Stream.concat(Stream.of("process-owner"), IntStream.range(0, 9).mapToObj(i -> "bench-small-" + i))
                        .toArray(String[]::new)),
        /** Sees all that is not restricted. */
        WATCH(
                "bench-person-00003",
                "incident-commander",
                "responder",
                "communications-lead",
                "product-engineer",
                "executive",
                "governance-analyst",
                "bench-team-01",
                "bench-team-02",
                "bench-team-03",
                "bench-team-04");

        private final String id;
        private final List<String> groups;

        Person(String id, String... groups) {
            this.id = id;
            this.groups = List.of(groups);
        }
    }

    /** @param bounded whether the bar is for it; not for a search through texts, which reads what it searches */
    private record Question(Person person, String what, boolean bounded, Supplier<Object> asked) {

        String name() {
            return person + ", " + what;
        }
    }

    /** @param answer what came of it, so that one can see that something did */
    private record Times(double[] sorted, Object answer) {

        double at(double share) {
            return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
        }
    }

    @Test
    void aListIsAtMostThreeTimesAsSlowAtFiftyTimesTheTasks() throws Exception {
        people();
        fill(SMALL);
        List<Question> questions = questions();
        List<Times> first = measured(questions);
        empty();
        fill(LARGE);
        List<Times> large = measured(questions);
        empty();
        fill(SMALL);
        List<Times> again = measured(questions);
        List<String> failed = new ArrayList<>();
        System.out.printf(
                "%-70s %24s %24s %24s %7s  %s%n",
                "", SMALL + ": ms p50, p95", "again", LARGE + ": ms p50, p95", "ratio", "answers");
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Times one = first.get(i);
            Times other = again.get(i);
            Times many = large.get(i);
            double small = (one.at(0.95) + other.at(0.95)) / 2;
            double ratio = many.at(0.95) / small;
            System.out.printf(
                    "%-70s %11.2f %12.2f %11.2f %12.2f %11.2f %12.2f %7.2f  %s, %s%n",
                    question.name(),
                    one.at(0.5),
                    one.at(0.95),
                    other.at(0.5),
                    other.at(0.95),
                    many.at(0.5),
                    many.at(0.95),
                    ratio,
                    one.answer(),
                    many.answer());
            if (question.bounded() && ratio > BAR && many.at(0.95) > HARDLY_MS) {
                failed.add("%s: %.1f in place of %.1f ms, ratio %.1f"
                        .formatted(question.name(), many.at(0.95), small, ratio));
            }
        }
        assertThat(failed).isEmpty();
    }

    /** Rounds with the numbers, their triggers and indexes take turns with rounds without. */
    @Test
    void aTaskIsHardlyDearerForIt() {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "task-lists.bpmn",
                        Bpmn.createExecutableProcess("task-lists")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask("work")
                                .camundaCandidateGroups("responder,product-engineer")
                                .endEvent()
                                .done())
                .deploy();
        double[] with = new double[PAIRS];
        double[] without = new double[PAIRS];
        double[] ratios = new double[PAIRS];
        for (int pair = -5; pair < PAIRS; pair++) {
            boolean first = pair % 2 == 0;
            double one = round(first);
            double other = round(!first);
            if (pair >= 0) {
                with[pair] = first ? one : other;
                without[pair] = first ? other : one;
                ratios[pair] = with[pair] / without[pair];
            }
        }
        round(true);
        for (double[] values : List.of(with, without, ratios)) {
            Arrays.sort(values);
        }
        System.out.printf(
                "a task that is begun, claimed and completed: ms with %.2f (quartiles %.2f to %.2f), without %.2f (%.2f to %.2f),"
                        + " ratio of a pair %.3f (%.3f to %.3f)%n",
                with[PAIRS / 2],
                with[PAIRS / 4],
                with[PAIRS * 3 / 4],
                without[PAIRS / 2],
                without[PAIRS / 4],
                without[PAIRS * 3 / 4],
                ratios[PAIRS / 2],
                ratios[PAIRS / 4],
                ratios[PAIRS * 3 / 4]);
        assertThat(ratios[PAIRS / 2]).isLessThan(DEARER);
    }

    private double round(boolean with) {
        String triggers = with ? "enable" : "disable";
        jdbc.sql("alter table act_ru_authorization " + triggers + " trigger response_task_readers")
                .update();
        jdbc.sql("alter table act_ru_identitylink " + triggers + " trigger response_task_candidates")
                .update();
        TaskAudiences.INDEXES.forEach((name, columns) -> jdbc.sql(
                        with ? "create index if not exists " + name + " on " + columns : "drop index if exists " + name)
                .update());
        long begin = System.nanoTime();
        for (int i = 0; i < PER_ROUND; i++) {
            String instance = engine.getRuntimeService()
                    .startProcessInstanceByKey("task-lists")
                    .getId();
            String task = tasks.createTaskQuery()
                    .processInstanceId(instance)
                    .singleResult()
                    .getId();
            tasks.claim(task, "responder");
            tasks.complete(task);
        }
        return (System.nanoTime() - begin) / 1e6 / PER_ROUND;
    }

    private void people() {
        for (Person person : Person.values()) {
            User user = identity.newUser(person.id);
            user.setFirstName("Bench");
            user.setLastName(person.name());
            user.setPassword(person.id);
            ((IdentityServiceImpl) identity).saveUser(user, true);
            for (String group : person.groups) {
                if (identity.createGroupQuery().groupId(group).count() == 0) {
                    identity.saveGroup(identity.newGroup(group));
                }
                identity.createMembership(person.id, group);
            }
        }
    }

    private List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (Person person : Person.values()) {
            WebSession session = WebSession.of(http, person.id);
            String engine = "/camunda/api/engine/engine/default";
            for (JsonNode list :
                    JSON.readTree(body(http.send(session.request(engine + "/filter?resourceType=Task&maxResults=100")
                            .header("Accept", "application/json")
                            .GET())))) {
                String path = engine + "/filter/" + list.get("id").asText();
                String name = list.get("name").asText();
                for (String order : List.of("dueDate/asc", "created/desc", "priority/desc")) {
                    String[] by = order.split("/");
                    String body =
                            """
                            {"active": true, "sorting": [{"sortBy": "%s", "sortOrder": "%s"}], "processVariables": [],
                             "taskVariables": [], "caseInstanceVariables": []}"""
                                    .formatted(by[0], by[1]);
                    questions.add(new Question(
                            person,
                            "'" + name + "' by " + by[0] + ", as Tasklist asks",
                            true,
                            () -> counted(http.send(session.request(path + "/list?firstResult=0&maxResults=15")
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "application/hal+json")
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))))));
                }
                questions.add(new Question(
                        person,
                        "'" + name + "' counted, by its own password",
                        true,
                        () -> counted(http.send(http.request(
                                        person.id,
                                        "/engine-rest/filter/" + list.get("id").asText() + "/count")
                                .GET()))));
            }
            further(person).forEach((what, narrowed) -> {
                boolean bounded = !what.startsWith("search");
                questions.add(
                        new Question(person, what + ", a page by due date", bounded, as(person, () -> narrowed.get()
                                .active()
                                .orderByDueDate()
                                .asc()
                                .orderByTaskCreateTime()
                                .desc()
                                .listPage(0, 15)
                                .size())));
                questions.add(new Question(person, what + ", counted", bounded, as(person, () -> narrowed.get()
                        .active()
                        .count())));
            });
        }
        return questions;
    }

    /** What the lists are made of, asked of the engine without anything around it. */
    private Map<String, Supplier<TaskQuery>> further(Person person) {
        Map<String, Supplier<TaskQuery>> further = new LinkedHashMap<>();
        further.put("all I may see", tasks::createTaskQuery);
        further.put(
                "my teams'",
                () -> tasks.createTaskQuery().taskCandidateUser(person.id).includeAssignedTasks());
        further.put("my teams', unclaimed", () -> tasks.createTaskQuery().taskCandidateUser(person.id));
        further.put("one team's", () -> tasks.createTaskQuery().taskCandidateGroup(person.groups.get(1)));
        further.put("mine", () -> tasks.createTaskQuery().taskAssignee(person.id));
        further.put(
                "unclaimed SEV0 and SEV1",
                () -> tasks.createTaskQuery().taskUnassigned().taskMinPriority(80));
        further.put("overdue", () -> tasks.createTaskQuery().dueBefore(at(0)));
        further.put(
                "due within the hour",
                () -> tasks.createTaskQuery().dueAfter(at(0)).dueBefore(at(1)));
        further.put("reviews this week", () -> tasks.createTaskQuery()
                .processDefinitionKey("security-livesite-review")
                .dueBefore(at(24 * 5)));
        further.put("of two processes", () -> tasks.createTaskQuery()
                .processDefinitionKeyIn("security-livesite-review", "repair-item"));
        further.put("search in names", () -> tasks.createTaskQuery().taskNameLike("%BENCH-1234%"));
        return further;
    }

    private Supplier<Object> as(Person person, Supplier<Object> asked) {
        return () -> {
            identity.setAuthentication(person.id, person.groups);
            try {
                return asked.get();
            } finally {
                identity.clearAuthentication();
            }
        };
    }

    private static Date at(int hours) {
        return Date.from(now().plus(hours, ChronoUnit.HOURS));
    }

    private static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    private static Object counted(HttpResponse<String> answer) {
        try {
            return JSON.readTree(body(answer)).get("count").asInt();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static List<Times> measured(List<Question> questions) {
        List<Times> all = new ArrayList<>();
        for (Question question : questions) {
            double[] times = new double[ROUNDS];
            Object answer = "";
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                long begin = System.nanoTime();
                answer = question.asked().get();
                if (i >= 0) {
                    times[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
            Arrays.sort(times);
            all.add(new Times(times, answer));
        }
        return all;
    }

    private void fill(int count) throws Exception {
        long begin = System.nanoTime();
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String statement : new ClassPathResource("tasklist/open-tasks.sql")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .split("(?m)^;$")) {
                if (!statement.isBlank()) {
                    sql.execute(statement
                            .replace(":tasks", String.valueOf(count))
                            .replace(
                                    ":now", "'" + now().atOffset(ZoneOffset.UTC).toLocalDateTime() + "'"));
                }
            }
            connection.commit();
        }
        jdbc.sql("vacuum analyze").update();
        System.out.printf(
                "%d tasks filled in %.0f s: %s%n",
                count,
                (System.nanoTime() - begin) / 1e9,
                jdbc.sql("select count(*) as tasks, count(assignee_) as assigned, count(tenant_id_) as restricted,"
                                + " count(distinct response_audience_) as audiences,"
                                + " (select count(*) from act_ru_authorization) as permissions,"
                                + " pg_size_pretty(pg_table_size('act_ru_task')) as size,"
                                + " pg_size_pretty(pg_indexes_size('act_ru_task')) as indexes from act_ru_task")
                        .query()
                        .singleRow());
    }

    /** Past all triggers and foreign keys: what is deleted here belongs to nothing else. */
    private void empty() throws Exception {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("set session_replication_role = replica");
            for (String statement : List.of(
                    "delete from act_ru_authorization where id_ like 'bench-a-%'",
                    "delete from act_ru_identitylink where id_ like 'bench-l-%'",
                    "delete from act_ru_task where id_ like 'bench-t-%'",
                    "delete from act_ru_variable where id_ like 'bench-v-%'",
                    "delete from act_ru_execution where id_ like 'bench-e-%' or id_ like 'bench-p-%'",
                    "set session_replication_role = origin",
                    "vacuum full act_ru_authorization",
                    "vacuum full act_ru_identitylink",
                    "vacuum full act_ru_task",
                    "vacuum full act_ru_variable",
                    "vacuum full act_ru_execution")) {
                sql.execute(statement);
            }
        }
    }
}

package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSession;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who sees which task is the engine's to say: each question is asked by its own text too, and must be answered the same. */
@PlatformTest
class QuickTaskQueriesTest {

    private static final List<String> TEAMS =
            List.of("tl-red", "tl-green", "tl-blue", "tl-white", "responder", "product-engineer");
    private static final List<String> PEOPLE = List.of("responder", "product-engineer", "tl-ann", "tl-bob");

    /** Far below the engine's limit, or it would refuse. */
    private static final int ALL = 2000;

    private static final int ROUNDS = Integer.getInteger("task-queries.rounds", 25);
    private static final int QUESTIONS = 24;

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    FilterService filters;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Http http;

    @Autowired
    Engine driver;

    private final Random random = new Random(Integer.getInteger("task-queries.seed", 167));
    private final String mark = "TL-" + UUID.randomUUID();
    private final Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final List<String> grants = new ArrayList<>();

    @AfterEach
    void leaveNoPermissionBehind() {
        engine.getIdentityService().clearAuthentication();
        grants.forEach(authorizations::deleteAuthorization);
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(mark)
                .list()
                .forEach(instance -> engine.getRuntimeService().deleteProcessInstance(instance.getId(), "tested"));
    }

    @Test
    void everyQuestionIsAnsweredAsTheEngineAnswersIt() {
        deploy();
        String secret = restrictedIncident();
        List<String> open = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            open.add(begin(i));
        }
        int seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int change = 0; change < 8; change++) {
                change(open.get(random.nextInt(open.size())), secret);
            }
            if (round % 5 == 0) {
                grantSomething(open);
            }
            assertThat(numbersThatAreNotWhatTheyShouldBe()).isZero();
            for (int question = 0; question < QUESTIONS; question++) {
                seen += compared();
            }
        }
        assertThat(seen).as("tasks seen in all answers").isGreaterThan(ROUNDS * QUESTIONS);
    }

    @Test
    void everyGroupOfAPersonIsAskedForWithoutLookingAtAllPermissions() {
        List<String> groups = List.of("responder", "a-group-without-permissions");

        List<String> asked =
                execute(commands -> commands.getAuthorizationManager().filterAuthenticatedGroupIds(groups));

        assertThat(asked).isEqualTo(groups);
    }

    @Test
    void theEnginesTextIsUnderstoodForEveryStoredList() {
        List<Filter> stored = filters.createFilterQuery().list();
        assertThat(stored).isNotEmpty();
        for (Filter filter : stored) {
            TaskQueryImpl query = filter.getQuery();
            query.taskPriority(1).active();
            query.orderByTaskCreateTime().desc();
            assertUnderstood(filter.getName(), query);
        }
    }

    @Test
    void theEnginesTextIsUnderstoodForWhatTasklistFiltersAndSortsBy() {
        Map.<String, Consumer<TaskQuery>>of(
                        "name",
                                query -> query.taskNameLike("%INC%")
                                        .orderByTaskNameCaseInsensitive()
                                        .asc(),
                        "processes", query -> query.processDefinitionKeyIn("a", "b"),
                        "candidates",
                                query -> query.taskCandidateUser("responder").includeAssignedTasks(),
                        "groups", query -> query.taskCandidateGroupIn(List.of("a", "b")),
                        "business key", query -> query.processInstanceBusinessKeyLike("INC%"),
                        "variable", query -> query.processVariableValueEquals("severity", "SEV1"),
                        "restricted", query -> query.tenantIdIn("a", "b"))
                .forEach((what, narrowed) -> {
                    TaskQueryImpl query =
                            (TaskQueryImpl) tasks.createTaskQuery().active();
                    narrowed.accept(query);
                    query.orderByDueDate().asc();
                    assertUnderstood(what, query);
                });
    }

    @Test
    void aTextThatMightMeanSomethingElseIsLeftAlone() {
        String from = "select distinct RES.REV_, RES.ID_ from ACT_RU_TASK RES ";
        assertThat(TaskQueryText.read(
                        from + "WHERE ( 1 = 1 ) and RES.TENANT_ID_ is null order by RES.ID_ asc", false, true))
                .isPresent();
        assertThat(TaskQueryText.read(from + "WHERE ( 1 = 1 ) or RES.TENANT_ID_ is null", false, true))
                .isEmpty();
        assertThat(TaskQueryText.read(from + "WHERE ( 1 = 1 ) union select 1", false, true))
                .isEmpty();
        assertThat(TaskQueryText.read(from + "WHERE ( 1 = 1 ))", false, true)).isEmpty();
        assertThat(TaskQueryText.read(
                        from + "inner join ACT_RU_AUTHORIZATION AUTH on AUTH.RESOURCE_ID_ = RES.ID_ WHERE ( 1 = 1 )",
                        false,
                        true))
                .isEmpty();
        assertThat(TaskQueryText.read("select RES.* from ACT_RU_TASK RES WHERE ( 1 = 1 )", false, true))
                .isEmpty();
    }

    @Test
    void twoTeamsThatAreAddedAtTheSameTimeBothSeeTheTask() throws Exception {
        deploy();
        String task = begin(1);
        CompletableFuture<Void> second = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            tasks.addCandidateGroup(task, "tl-first");
            jdbc.sql("set constraints all immediate").update();
            CompletableFuture.runAsync(() -> tasks.addCandidateGroup(task, "tl-second"))
                    .whenComplete((done, failure) -> second.complete(null));
            waitUntilSomebodyWaits();
        });
        second.get(10, TimeUnit.SECONDS);
        assertThat(jdbc.sql(
                                "select readers from response.task_audience a join act_ru_task t on t.response_audience_ = a.id"
                                        + " where t.id_ = ?")
                        .param(task)
                        .query((row, n) -> List.of((Object[]) row.getArray(1).getArray()))
                        .single())
                .contains("tl-first", "tl-second");
    }

    @Test
    void whatAStepHasNotCommittedYetItSees() {
        deploy();
        String task = begin(1);
        transaction.executeWithoutResult(status -> {
            tasks.addCandidateGroup(task, "tl-early");
            engine.getIdentityService().setAuthentication("tl-ann", List.of("tl-early"));
            assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
            engine.getIdentityService().clearAuthentication();
            authorizations.deleteAuthorization(authorizations
                    .createAuthorizationQuery()
                    .groupIdIn("tl-early")
                    .resourceId(task)
                    .singleResult()
                    .getId());
            engine.getIdentityService().setAuthentication("tl-ann", List.of("tl-early"));
            assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
            engine.getIdentityService().clearAuthentication();
        });
    }

    private void waitUntilSomebodyWaits() {
        Instant end = Instant.now().plusSeconds(10);
        while (Instant.now().isBefore(end)
                && jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query not like '%pg_stat_activity%'")
                                .query(Integer.class)
                                .single()
                        == 0) {
            Thread.onSpinWait();
        }
    }

    private void deploy() {
        if (engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("task-lists")
                        .count()
                == 0) {
            for (String key : List.of("task-lists", "task-lists-two")) {
                engine.getRepositoryService()
                        .createDeployment()
                        .addModelInstance(
                                key + ".bpmn",
                                Bpmn.createExecutableProcess(key)
                                        .camundaHistoryTimeToLiveString("P1D")
                                        .startEvent()
                                        .userTask("work")
                                        .name("Work")
                                        .endEvent()
                                        .done())
                        .deploy();
            }
        }
    }

    /** @return its code name */
    private String restrictedIncident() {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, driver, mark, "tlp:red");
        return jdbc.sql("select code_name from response.restriction where business_key = ?")
                .param(incident.number())
                .query(String.class)
                .single();
    }

    private String begin(int i) {
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        i % 3 == 0 ? "task-lists-two" : "task-lists", mark, Map.of("severity", "SEV" + i % 3))
                .getId();
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        task.setPriority(20 * random.nextInt(6));
        task.setDueDate(random.nextInt(5) == 0 ? null : time());
        tasks.saveTask(task);
        for (String team : some(TEAMS, 2)) {
            tasks.addCandidateGroup(task.getId(), team);
        }
        return task.getId();
    }

    private Date time() {
        return Date.from(now.plus(random.nextInt(200) - 60, ChronoUnit.MINUTES));
    }

    private void change(String task, String secret) {
        String team = one(TEAMS);
        String person = one(PEOPLE);
        switch (random.nextInt(11)) {
            case 0, 1 -> tasks.addCandidateGroup(task, team);
            case 2, 3 -> tasks.deleteCandidateGroup(task, team);
            case 4 -> tasks.setAssignee(task, person);
            case 5 -> tasks.setAssignee(task, null);
            case 6 -> tasks.addCandidateUser(task, person);
            case 7 -> tasks.deleteCandidateUser(task, person);
            case 8 -> jdbc.sql("update act_ru_task set tenant_id_ = ? where id_ = ?")
                    .param(random.nextBoolean() ? secret : null)
                    .param(task)
                    .update();
            case 9 -> tasks.setOwner(task, person);
            default -> tasks.setPriority(task, 20 * random.nextInt(6));
        }
    }

    /** What an administrator might, from the usual to the odd. */
    private void grantSomething(List<String> open) {
        if (grants.size() > 3 || (grants.size() > 1 && random.nextBoolean())) {
            authorizations.deleteAuthorization(grants.remove(random.nextInt(grants.size())));
            return;
        }
        Authorization grant = authorizations.createNewAuthorization(
                random.nextInt(8) == 0 ? Authorization.AUTH_TYPE_GLOBAL : Authorization.AUTH_TYPE_GRANT);
        boolean global = grant.getAuthorizationType() == Authorization.AUTH_TYPE_GLOBAL;
        if (!global && random.nextBoolean()) {
            grant.setGroupId(one(List.of("tl-red", "tl-green", "tl-blue", "tl-white")));
        } else if (!global) {
            grant.setUserId(one(List.of("tl-ann", "tl-bob")));
        }
        boolean task = random.nextBoolean();
        Resource resource = task ? Resources.TASK : Resources.PROCESS_DEFINITION;
        String id = one(List.of(
                one(open), one(open), "task-lists", "task-lists-two", "nothing-such", global ? one(open) : "*"));
        List<Permission> permissions = task
                ? List.of(TaskPermissions.READ, TaskPermissions.UPDATE, TaskPermissions.ALL)
                : List.of(ProcessDefinitionPermissions.READ_TASK, Permissions.READ, Permissions.ALL);
        grant.setResource(resource);
        grant.setResourceId(id);
        grant.addPermission(one(permissions));
        if (authorizations.createAuthorizationQuery().resourceType(resource).resourceId(id).list().stream()
                .noneMatch(other -> Objects.equals(other.getGroupId(), grant.getGroupId())
                        && Objects.equals(other.getUserId(), grant.getUserId()))) {
            grants.add(authorizations.saveAuthorization(grant).getId());
        }
    }

    private int numbersThatAreNotWhatTheyShouldBe() {
        return jdbc.sql("select count(*) from act_ru_task where response_audience_ is distinct from"
                        + " response.task_audience_of(id_)")
                .query(Integer.class)
                .single();
    }

    /** @return how many tasks the answer has */
    private int compared() {
        String person = one(PEOPLE);
        List<String> teams = some(TEAMS, 4);
        long seed = random.nextLong();
        engine.getIdentityService().setAuthentication(person, teams);
        try {
            List<String> expected = asTheEngine(question(seed));
            String asked = "%s of %s, seed %d".formatted(person, teams, seed);
            assertThat(ids(question(seed).listPage(0, ALL))).as(asked).isEqualTo(expected);
            assertThat(question(seed).count()).as(asked).isEqualTo(expected.size());
            assertThat(ids(question(seed).listPage(2, 5)))
                    .as(asked)
                    .isEqualTo(expected.stream().skip(2).limit(5).toList());
            return expected.size();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private TaskQuery question(long seed) {
        Random choice = new Random(seed);
        TaskQuery query = tasks.createTaskQuery();
        if (choice.nextInt(3) > 0) {
            query.active();
        }
        narrow(query, choice);
        if (choice.nextInt(3) == 0) {
            narrow(query, choice);
        }
        if (choice.nextInt(6) == 0) {
            TaskQuery either = query.or().taskPriority(40);
            narrow(either, choice);
            narrow(either, choice);
            either.endOr();
        }
        switch (choice.nextInt(7)) {
            case 0 -> query.orderByDueDate().asc();
            case 1 -> query.orderByTaskPriority().desc();
            case 2 -> query.orderByTaskNameCaseInsensitive().asc();
            case 3 -> query.orderByTaskCreateTime().desc();
            case 4 -> query.orderByProcessVariable("severity", ValueType.STRING).asc();
            default -> {}
        }
        return query.orderByTaskId().asc();
    }

    /** The engine refuses some conditions beside others. */
    private void narrow(TaskQuery query, Random choice) {
        try {
            narrowed(query, choice);
        } catch (ProcessEngineException e) {
            assertThat(e).hasMessageContaining("Invalid query usage");
        }
    }

    private void narrowed(TaskQuery query, Random choice) {
        String person = PEOPLE.get(choice.nextInt(PEOPLE.size()));
        String team = TEAMS.get(choice.nextInt(TEAMS.size()));
        String other = TEAMS.get(choice.nextInt(TEAMS.size()));
        Date time = Date.from(now.plus(choice.nextInt(200) - 60, ChronoUnit.MINUTES));
        switch (choice.nextInt(21)) {
            case 0 -> query.taskAssignee(person);
            case 1 -> query.taskUnassigned();
            case 2 -> query.taskAssigned();
            case 3 -> query.taskUnassigned().taskMinPriority(80);
            case 4, 5 -> query.taskCandidateUser(person);
            case 6 -> query.taskCandidateUser(person).includeAssignedTasks();
            case 7 -> query.taskCandidateGroup(team);
            case 8 -> query.taskCandidateGroupIn(List.of(team, other)).includeAssignedTasks();
            case 9 -> query.dueBefore(time);
            case 10 -> query.dueAfter(time);
            case 11 -> query.withoutDueDate();
            case 12 -> query.processDefinitionKeyIn("task-lists-two", "first-response");
            case 13 -> query.processDefinitionKey("task-lists");
            case 14 -> query.taskNameLike("%ork%");
            case 15 -> query.processInstanceBusinessKeyLike("TL-%");
            case 16 -> query.processVariableValueEquals("severity", "SEV1");
            case 17 -> query.taskInvolvedUser(person);
            case 18 -> query.withoutTenantId();
            case 19 -> query.withCandidateGroups();
            default -> query.taskPriority(60);
        }
    }

    private static List<String> ids(List<Task> list) {
        return list.stream().map(Task::getId).toList();
    }

    private List<String> asTheEngine(TaskQuery question) {
        return execute(commands -> {
            TaskQueryImpl query = (TaskQueryImpl) question;
            query.getAuthCheck().setUseLeftJoin(false);
            commands.getAuthorizationManager().configureTaskQuery(query);
            commands.getTenantManager().configureQuery(query);
            initialize(query);
            assertThat(query.getAuthCheck().getShouldPerformAuthorizatioCheck()).isTrue();
            if (query.getCandidateGroup() != null
                    && query.getCandidateGroupsInternal() != null
                    && query.getCandidateGroups().isEmpty()) {
                // the engine doesn't ask then
                return List.of();
            }
            MappedStatement statement = statement("selectTaskByQueryCriteria");
            BoundSql bound = statement.getBoundSql(query);
            assertThat(bound.getSql()).contains("ACT_RU_AUTHORIZATION");
            List<String> found = new ArrayList<>();
            try (PreparedStatement prepared = commands.getSession(DbSqlSession.class)
                    .getSqlSession()
                    .getConnection()
                    .prepareStatement(bound.getSql())) {
                new DefaultParameterHandler(statement, query, bound).setParameters(prepared);
                try (ResultSet rows = prepared.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString("ID_"));
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(bound.getSql(), e);
            }
            return found;
        });
    }

    private void assertUnderstood(String what, TaskQueryImpl query) {
        execute(commands -> {
            initialize(query);
            for (String name : List.of("selectTaskByQueryCriteria", "selectTaskCountByQueryCriteria")) {
                String sql = statement(name).getBoundSql(query).getSql();
                assertThat(TaskQueryText.read(sql, name.contains("Count"), true))
                        .as("%s: %s", what, sql)
                        .hasValueSatisfying(text -> {
                            assertThat(text.eachOnce()).isTrue();
                            assertThat(text.joins()).doesNotContain("IDENTITYLINK");
                        });
            }
            return true;
        });
    }

    private void initialize(TaskQueryImpl query) {
        for (TaskQueryImpl part : query.getQueries()) {
            part.getVariables()
                    .forEach(value -> value.initialize(
                            configuration().getVariableSerializers(),
                            configuration().getDatabaseType()));
        }
    }

    private <T> T execute(Command<T> command) {
        return configuration()
                .getCommandExecutorTxRequired()
                .execute((CommandContext commands) -> command.execute(commands));
    }

    private MappedStatement statement(String name) {
        return configuration().getSqlSessionFactory().getConfiguration().getMappedStatement(name);
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> some(List<T> all, int most) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, random.nextInt(most + 1)));
    }
}

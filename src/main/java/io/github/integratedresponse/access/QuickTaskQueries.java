package io.github.integratedresponse.access;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Plugin;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.SystemMetaObject;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for tasks by the numbers that {@link TaskAudiences} keeps on them, with the same answer as the engine's own text. That compares
 * every task with every permission of the person asking, because its join has an {@code or} in it; 250,000 tasks with 100,000
 * permissions take hours. Whatever here is not understood, word for word, is asked as the engine asks it.
 */
@Intercepts(
        @Signature(
                type = Executor.class,
                method = "query",
                args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}))
class QuickTaskQueries implements Interceptor {

    private static final Logger LOG = LoggerFactory.getLogger(QuickTaskQueries.class);

    private static final String LIST = "selectTaskByQueryCriteria";
    private static final String COUNT = "selectTaskCountByQueryCriteria";

    /** What the numbers are made of: permission to read a task, and the tasks of a process. */
    private static final Map<Integer, Integer> UNDERSTOOD = Map.of(7, 2, 6, 64);

    private static final String PERSON = "responsePerson";
    private static final String CANDIDATE = "responseCandidate";

    private static final String MAY_READ =
            "select RESOURCE_ID_ from ACT_RU_AUTHORIZATION where USER_ID_ = ? and " + Readership.READS;
    private static final String MAY_TAKE =
            "select TASK_ID_ from ACT_RU_IDENTITYLINK where USER_ID_ = ? and TYPE_ = 'candidate' and TASK_ID_ is not null";

    private final Set<String> strange = ConcurrentHashMap.newKeySet();

    /** Asked about each part of each statement; of them all only what carries statements out is stood before. */
    @Override
    public Object plugin(Object target) {
        return target instanceof Executor ? Plugin.wrap(target, this) : target;
    }

    @Override
    public Object intercept(Invocation invocation) throws Throwable {
        MappedStatement statement = (MappedStatement) invocation.getArgs()[0];
        boolean counted = named(statement, COUNT);
        if ((counted || named(statement, LIST))
                && invocation.getArgs()[1] instanceof TaskQueryImpl query
                && understood(query)) {
            Executor executor = (Executor) invocation.getTarget();
            BoundSql quick = quick(statement, query, counted, executor);
            if (quick != null) {
                return asked(invocation, quick);
            }
        }
        return invocation.proceed();
    }

    private static Object asked(Invocation invocation, BoundSql instead) throws SQLException {
        Executor executor = (Executor) invocation.getTarget();
        MappedStatement statement = (MappedStatement) invocation.getArgs()[0];
        Object parameter = invocation.getArgs()[1];
        RowBounds rows = (RowBounds) invocation.getArgs()[2];
        CacheKey key = executor.createCacheKey(statement, parameter, rows, instead);
        return executor.query(
                statement, parameter, rows, (ResultHandler<?>) invocation.getArgs()[3], key, instead);
    }

    private static boolean named(MappedStatement statement, String name) {
        String id = statement.getId();
        return id.endsWith(name) && (id.length() == name.length() || id.charAt(id.length() - name.length() - 1) == '.');
    }

    private static boolean understood(TaskQueryImpl query) {
        AuthorizationCheck check = query.getAuthCheck();
        CompositePermissionCheck permissions = check.getPermissionChecks();
        return check.getShouldPerformAuthorizatioCheck()
                && check.getAuthUserId() != null
                && !check.isRevokeAuthorizationCheckEnabled()
                && !check.isUseLeftJoin()
                && query.isQueryForProcessTasksOnly()
                && permissions.isDisjunctive()
                && permissions.getCompositeChecks().isEmpty()
                && permissions.getAtomicChecks().size() == UNDERSTOOD.size()
                && permissions.getAtomicChecks().stream()
                        .collect(Collectors.toMap(
                                PermissionCheck::getResourceType, PermissionCheck::getPerms, (one, other) -> -1))
                        .equals(UNDERSTOOD);
    }

    private @Nullable BoundSql quick(MappedStatement statement, TaskQueryImpl query, boolean counted, Executor executor)
            throws SQLException {
        AuthorizationCheck check = query.getAuthCheck();
        BoundSql unchecked;
        check.setAuthorizationCheckEnabled(false);
        try {
            unchecked = statement.getBoundSql(query);
        } finally {
            check.setAuthorizationCheckEnabled(true);
        }
        Optional<TaskQueryText> read = TaskQueryText.read(
                unchecked.getSql(), counted, query.getQueries().size() == 1);
        if (read.isEmpty()
                || marks(unchecked.getSql()) != unchecked.getParameterMappings().size()) {
            if (strange.add(statement.getId())) {
                LOG.warn(
                        "The engine's {} is not what it was, so long lists of tasks are slow: {}",
                        statement.getId(),
                        unchecked.getSql());
            }
            return null;
        }
        TaskQueryText text = read.get();
        Candidates candidates = Candidates.of(query, text.candidates());
        if (text.candidates() != null && candidates == null) {
            return null;
        }
        Readership readership = Readership.of(
                executor.getTransaction().getConnection(),
                check.getAuthUserId(),
                check.getAuthGroupIds(),
                candidates == null ? null : candidates.groups());
        Written written =
                new Writing(text, readership, candidates, unchecked.getParameterMappings(), statement).written();
        unchecked.setAdditionalParameter(PERSON, check.getAuthUserId());
        if (candidates != null && candidates.person() != null) {
            unchecked.setAdditionalParameter(CANDIDATE, candidates.person());
        }
        var changed = SystemMetaObject.forObject(unchecked);
        changed.setValue("sql", written.sql());
        changed.setValue("parameterMappings", written.parameters());
        return unchecked;
    }

    private static int marks(String sql) {
        return (int) sql.chars().filter(c -> c == '?').count();
    }

    /** Whose tasks to take are asked for. */
    private record Candidates(@Nullable String person, List<String> groups) {

        /** @return null when there is no such question, or one of another kind */
        static @Nullable Candidates of(TaskQueryImpl query, @Nullable String question) {
            if (question == null) {
                return null;
            }
            List<String> groups = query.getCandidateGroups() == null ? List.of() : query.getCandidateGroups();
            String person = query.getCandidateUser();
            return marks(question) == groups.size() + (person == null ? 0 : 1) ? new Candidates(person, groups) : null;
        }
    }

    private record Written(String sql, List<ParameterMapping> parameters) {}

    /**
     * A part of the text to be.
     *
     * @param names of the parameters that its question marks stand for
     */
    private record Condition(String sql, List<String> names) {

        Condition(String sql, String... names) {
            this(sql, List.of(names));
        }

        static Condition joined(String word, Condition... conditions) {
            return joined(word, List.of(conditions));
        }

        static Condition joined(String word, List<Condition> conditions) {
            return new Condition(
                    conditions.stream().map(Condition::sql).collect(Collectors.joining(" " + word + " ", "(", ")")),
                    conditions.stream().flatMap(one -> one.names().stream()).toList());
        }
    }

    private static final class Writing {

        private final TaskQueryText text;
        private final Readership readership;
        private final @Nullable Candidates candidates;
        private final List<ParameterMapping> given;
        private final MappedStatement statement;
        private final List<ParameterMapping> parameters = new ArrayList<>();

        Writing(
                TaskQueryText text,
                Readership readership,
                @Nullable Candidates candidates,
                List<ParameterMapping> given,
                MappedStatement statement) {
            this.text = text;
            this.readership = readership;
            this.candidates = candidates;
            this.given = given;
            this.statement = statement;
        }

        Written written() {
            Condition teams = new Condition(Readership.among(readership.both(candidates != null)));
            Condition own = own();
            boolean byProcess =
                    !readership.everything() && !readership.processes().isEmpty();
            boolean all = readership.everything() && candidates == null;
            Condition every = all
                    ? new Condition("true")
                    : byProcess
                            ? mayReadAndTake()
                            : own == null
                                    ? teams
                                    : Condition.joined("or", teams, Condition.joined("and", own, mayReadAndTake()));
            String once = text.eachOnce() ? "" : "distinct ";
            if (!text.counted()) {
                return new Written(select("select " + once + text.columns(), every), parameters);
            }
            if (!text.eachOnce()) {
                return new Written(
                        "select count(*) from (" + select("select distinct RES.ID_", every) + ") counted", parameters);
            }
            if (all || byProcess || own == null) {
                return new Written("select count(*) from (" + select("select 1", every) + ") counted", parameters);
            }
            // apart, so that the many of the teams are counted in an index
            Condition rest =
                    Condition.joined("and", own, new Condition("(" + teams.sql() + ") is not true"), mayReadAndTake());
            return new Written(
                    "select count(*) from (" + select("select 1", teams) + " union all " + select("select 1", rest)
                            + ") counted",
                    parameters);
        }

        /** Tasks that are given to the person asking, or asked for, by name; null when those of no name are asked for. */
        private @Nullable Condition own() {
            List<String> tasks = new ArrayList<>();
            List<String> names = new ArrayList<>();
            if (!readership.everything()) {
                tasks.add(MAY_READ);
                names.add(PERSON);
            }
            if (candidates != null && candidates.person() != null) {
                tasks.add(MAY_TAKE);
                names.add(CANDIDATE);
            }
            return tasks.isEmpty()
                    ? null
                    : new Condition("RES.ID_ = any (array(" + String.join(" union ", tasks) + "))", names);
        }

        /** All that is asked of a task, in the plain way. */
        private Condition mayReadAndTake() {
            List<Condition> asked = new ArrayList<>();
            if (!readership.everything()) {
                List<Condition> reads = new ArrayList<>(List.of(
                        new Condition(Readership.among(readership.reads())),
                        new Condition("RES.ID_ = any (array(" + MAY_READ + "))", PERSON)));
                if (!readership.processes().isEmpty()) {
                    reads.add(
                            new Condition("RES.PROC_DEF_ID_ = any (array(select ID_ from ACT_RE_PROCDEF where KEY_ in ("
                                    + readership.processes().stream()
                                            .map(key -> "'" + key.replace("'", "''") + "'")
                                            .collect(Collectors.joining(", "))
                                    + ")))"));
                }
                asked.add(Condition.joined("or", reads));
            }
            if (candidates != null) {
                Condition takes = new Condition(Readership.among(readership.takes()));
                asked.add(
                        candidates.person() == null
                                ? takes
                                : Condition.joined(
                                        "or",
                                        takes,
                                        new Condition("RES.ID_ = any (array(" + MAY_TAKE + "))", CANDIDATE)));
            }
            return asked.isEmpty() ? new Condition("true") : Condition.joined("and", asked);
        }

        /** One {@code select} with all of the engine's conditions and this one. The inner join that is gone asked for a process. */
        private String select(String what, Condition condition) {
            int place = marks(text.joins());
            parameters.addAll(given.subList(0, place));
            condition
                    .names()
                    .forEach(name -> parameters.add(
                            new ParameterMapping.Builder(statement.getConfiguration(), name, String.class).build()));
            int before = marks(text.before());
            parameters.addAll(given.subList(place, place + before));
            place += before + (text.candidates() == null ? 0 : marks(text.candidates()));
            parameters.addAll(given.subList(place, given.size()));
            return what + " from ACT_RU_TASK RES " + text.joins() + " where RES.PROC_DEF_ID_ is not null and "
                    + condition.sql() + " and " + text.before() + (text.candidates() == null ? "" : "true")
                    + text.after();
        }
    }
}

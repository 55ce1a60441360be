package io.github.integratedresponse.access;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ibatis.executor.statement.BaseStatementHandler;
import org.apache.ibatis.executor.statement.RoutingStatementHandler;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Plugin;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.MetaObject;
import org.apache.ibatis.reflection.SystemMetaObject;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Leaves restricted incidents out of what the engine and Cockpit count. Some of their statements sum up every instance of a process and
 * ask only afterwards whose the process is; so they are given, in place of a table, the part of it that the person asking may see.
 */
@Intercepts(
        @Signature(
                type = StatementHandler.class,
                method = "prepare",
                args = {Connection.class, Integer.class}))
class HiddenRows implements Interceptor {

    /** The statements of the engine that sum up, and all of Cockpit's own. */
    private static final Pattern COUNTING = Pattern.compile(
            "(.*\\.)?select\\w*(Statistics|Report)\\w*|cockpit\\..*|org\\.camunda\\.bpm\\.cockpit\\..*");

    private static final Pattern TABLE = Pattern.compile(
            "(?<![\\w.])ACT_(?:RU_(?:EXECUTION|TASK|JOB|INCIDENT|VARIABLE|EXT_TASK|EVENT_SUBSCR)"
                    + "|HI_(?:PROCINST|ACTINST|TASKINST|VARINST|INCIDENT|DECINST))\\b(?!\\.)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ALIAS = Pattern.compile(
            "\\s+(?:as\\s+)?(?!(?:where|inner|left|right|full|join|on|group|order|union|limit|cross|having)\\b)\\w+.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Field DELEGATE = field(RoutingStatementHandler.class, "delegate");
    private static final Field STATEMENT = field(BaseStatementHandler.class, "mappedStatement");

    private final Supplier<@Nullable List<String>> known;

    /** By the id of a statement, of which the engine has some hundreds. */
    private final Map<String, Boolean> counting = new ConcurrentHashMap<>();

    /** @param known the tenants that the person asking may know of, or null when the platform itself asks */
    HiddenRows(Supplier<@Nullable List<String>> known) {
        this.known = known;
    }

    /** Only what sums up is stood before: to stand before something costs more than most statements take to be written. */
    @Override
    public Object plugin(Object target) {
        return sumsUp(target) ? Plugin.wrap(target, this) : target;
    }

    @Override
    public Object intercept(Invocation invocation) throws Throwable {
        CommandContext command = Context.getCommandContext();
        List<String> tenants = command == null || command.isTenantCheckEnabled() ? known.get() : null;
        if (tenants != null) {
            MetaObject handler = SystemMetaObject.forObject(invocation.getTarget());
            String sql = (String) handler.getValue("delegate.boundSql.sql");
            handler.setValue("delegate.boundSql.sql", narrowed(sql, tenants));
        }
        return invocation.proceed();
    }

    /** Asked for each statement of the engine, so it is answered by fields and from memory. */
    private boolean sumsUp(Object handler) {
        if (!(handler instanceof RoutingStatementHandler)) {
            return false;
        }
        try {
            Object delegate = DELEGATE.get(handler);
            return delegate instanceof BaseStatementHandler
                    && counting.computeIfAbsent(
                            ((MappedStatement) STATEMENT.get(delegate)).getId(),
                            id -> COUNTING.matcher(id).matches());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Another MyBatis than the engine's", e);
        }
    }

    private static Field field(Class<?> of, String name) {
        try {
            Field field = of.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Another MyBatis than the engine's", e);
        }
    }

    static String narrowed(String sql, List<String> tenants) {
        String seen = tenants.isEmpty()
                ? ""
                : tenants.stream()
                        .map(HiddenRows::quoted)
                        .collect(Collectors.joining(", ", " or TENANT_ID_ in (", ")"));
        return TABLE.matcher(sql).replaceAll(found -> {
            String table = found.group();
            boolean named = ALIAS.matcher(sql.substring(found.end())).matches();
            return "(select * from " + table + " where TENANT_ID_ is null" + seen + ")" + (named ? "" : " " + table);
        });
    }

    /** Code names are ours, of letters, digits and dashes; anything else is nobody's tenant. */
    private static String quoted(String tenant) {
        if (!tenant.matches("[a-z0-9-]+")) {
            throw new IllegalStateException("Not a code name");
        }
        return "'" + tenant + "'";
    }
}

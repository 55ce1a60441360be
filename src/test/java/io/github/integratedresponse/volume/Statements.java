package io.github.integratedresponse.volume;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What PostgreSQL was asked, counted by itself while it is told to. */
final class Statements {

    private static final int SHOWN = Sizes.of("statements", 10, 10);

    private final PlatformUnderTest server;

    Statements(PlatformUnderTest server) throws SQLException {
        this.server = server;
        server.execute("create extension if not exists pg_stat_statements");
    }

    void count(boolean on) throws SQLException, InterruptedException {
        server.execute("alter system set pg_stat_statements.track = '" + (on ? "top" : "none") + "'");
        server.execute("select pg_reload_conf()");
        // each connection hears of it before its next statement
        Thread.sleep(200);
        if (on) {
            server.execute("select pg_stat_statements_reset()");
        }
    }

    record Sum(double calls, double milliseconds) {}

    Sum of(String database) {
        return server.jdbc()
                .sql("select coalesce(sum(calls), 0), coalesce(sum(total_exec_time + total_plan_time), 0)" + from())
                .param(database)
                .query((row, n) -> new Sum(row.getDouble(1), row.getDouble(2)))
                .single();
    }

    /** The dearest as a table, per incident. */
    String dearest(String database, int incidents) {
        List<String> lines = server.jdbc()
                .sql("select calls, total_exec_time, query" + from() + " order by total_exec_time desc limit " + SHOWN)
                .param(database)
                .query((row, n) -> String.format(
                        Locale.ROOT,
                        "| %.1f | %.2f | `%s` |",
                        row.getDouble(1) / incidents,
                        row.getDouble(2) / incidents,
                        shortened(row.getString(3))))
                .list();
        return "| calls | ms | statement |\n|---|---|---|\n" + lines.stream().collect(Collectors.joining("\n"));
    }

    private static String from() {
        return " from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = ?"
                + " and s.query not like '%" + LoopSide.OWN + "%' and s.query not like '%pg_stat_statements%'";
    }

    private static String shortened(String query) {
        String line = query.replaceAll("\\s+", " ")
                .replace("|", "/")
                .replace("`", "'")
                .strip();
        return line.length() <= 220 ? line : line.substring(0, 140) + " … " + line.substring(line.length() - 75);
    }
}

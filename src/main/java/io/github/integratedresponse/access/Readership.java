package io.github.integratedresponse.access;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks somebody may read, and which they or their teams are candidates for, in the numbers that stand on the tasks.
 *
 * @param everything whether they may read every task
 * @param processes the keys of processes all of whose tasks they may read
 * @param reads the audiences to which they belong
 * @param takes the audiences whose candidates they are
 */
record Readership(boolean everything, List<String> processes, List<Integer> reads, List<Integer> takes) {

    /** As the engine asks: permission to read the task, or the tasks of its process. */
    static final String READS =
            "TYPE_ < 2 and (RESOURCE_TYPE_ = 7 and PERMS_ & 2 = 2 or RESOURCE_TYPE_ = 6 and PERMS_ & 64 = 64)";

    /**
     * First the triggers on what this transaction has written, if anything. The settings last as long as the transaction: which tasks
     * belong together differs too much between people for a plan that is made once for all, and plans are made for milliseconds.
     */
    private static final String QUESTION =
            """
            set constraints response_task_readers, response_task_candidates immediate;
            select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
                   array(select distinct a.RESOURCE_ID_::text from ACT_RU_AUTHORIZATION a
                         where a.RESOURCE_ID_ = any (array['*'] || array(select distinct KEY_::text from ACT_RE_PROCDEF))
                           and (a.USER_ID_ in (?, '*') or a.GROUP_ID_ = any (?)) and a.%s),
                   array(select id from response.task_audience where readers && ?),
                   array(select id from response.task_audience where candidates && ?)"""
                    .formatted(READS);

    /**
     * @param connection of the engine's command, so that it sees what the command wrote
     * @param candidates the groups asked for as candidates, if any
     */
    static Readership of(
            Connection connection,
            String person,
            @Nullable List<String> groups,
            @Nullable Collection<String> candidates)
            throws SQLException {
        List<String> teams = groups == null ? List.of() : groups;
        try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
            question.setString(1, person);
            question.setArray(2, texts(connection, teams.stream()));
            question.setArray(3, texts(connection, Stream.concat(teams.stream(), Stream.of(""))));
            question.setArray(4, texts(connection, candidates == null ? Stream.of() : candidates.stream()));
            question.execute();
            question.getMoreResults();
            try (ResultSet answer = question.getResultSet()) {
                answer.next();
                List<String> all = List.of((String[]) answer.getArray(3).getArray());
                return new Readership(all.contains("*"), all, numbers(answer.getArray(4)), numbers(answer.getArray(5)));
            }
        }
    }

    private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        return List.of((Integer[]) array.getArray());
    }

    /** Those who read because of a team and take because of one, and most do. */
    List<Integer> both(boolean candidates) {
        return everything
                ? takes
                : candidates ? reads.stream().filter(takes::contains).toList() : reads;
    }

    static String among(List<Integer> audiences) {
        return audiences.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "RES.RESPONSE_AUDIENCE_ = any ('{", "}')"));
    }
}

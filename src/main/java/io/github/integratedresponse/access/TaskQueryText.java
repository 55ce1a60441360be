package io.github.integratedresponse.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The engine's text of a task query without its check of permissions, taken apart where another check goes in.
 *
 * @param columns what is selected, null when tasks are counted
 * @param joins further tables, after that of the tasks
 * @param before the conditions before the question for candidates, or all of them
 * @param candidates the question for candidates with its question marks, null when there is none that could be asked otherwise
 * @param after the conditions after it, and the order and page of a list
 * @param eachOnce whether these tables give each task once, so that nothing has to be sorted out
 */
record TaskQueryText(
        @Nullable String columns,
        String joins,
        String before,
        @Nullable String candidates,
        String after,
        boolean eachOnce) {

    private static final Pattern LIST =
            pattern("\\s*select distinct\\s+(RES\\..*?)\\s+from ACT_RU_TASK RES\\b(.*?)\\bWHERE\\b(.*)");

    private static final Pattern COUNT = pattern(
            "\\s*SELECT COUNT\\(\\*\\) FROM \\(SELECT DISTINCT\\s+RES\\.ID_\\s+from ACT_RU_TASK RES\\b(.*?)\\bWHERE\\b(.*)\\)\\s*countDistinct\\s*");

    private static final String LINKS = "left join ACT_RU_IDENTITYLINK I on I\\.TASK_ID_ = RES\\.ID_";

    private static final Pattern LINKS_JOINED = pattern(LINKS);

    private static final Pattern ONE_ROW_EACH = pattern("(?:\\s*(?:inner|left) join"
            + " (?:ACT_RE_PROCDEF D on RES\\.PROC_DEF_ID_ = D\\.ID_"
            + "|ACT_RU_EXECUTION E on RES\\.PROC_INST_ID_ = E\\.ID_"
            + "|ACT_RU_EXECUTION E1 on RES\\.EXECUTION_ID_ = E1\\.ID_))*\\s*");

    private static final String GROUPS = "I\\.GROUP_ID_ IN\\s*\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\)";

    private static final Pattern CANDIDATES =
            pattern("I\\.TYPE_ = 'candidate'\\s+and\\s+\\(\\s*(?:I\\.USER_ID_ = \\?(?:\\s+or\\s+" + GROUPS + ")?|"
                    + GROUPS + ")\\s*\\)");

    private static final Pattern CHECKED = pattern("ACT_RU_AUTHORIZATION");

    private static final Pattern ALTERNATIVE = pattern("\\b(?:or|union)\\b");

    private static final Pattern OF_LINKS = pattern("(?<![\\w.])I\\.");

    private static Pattern pattern(String text) {
        return Pattern.compile(text.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /**
     * @param apart whether a question for candidates may be taken out; not when several of a query would have to be answered by the same
     *     link
     * @return empty when the text is not one of those known to be understood
     */
    static Optional<TaskQueryText> read(String sql, boolean counted, boolean apart) {
        Matcher whole = (counted ? COUNT : LIST).matcher(sql);
        if (!whole.matches()) {
            return Optional.empty();
        }
        String columns = counted ? null : whole.group(1);
        String joins = whole.group(counted ? 1 : 2);
        String conditions = whole.group(counted ? 2 : 3);
        if (CHECKED.matcher(sql).find() || hasAlternatives(conditions)) {
            return Optional.empty();
        }
        Matcher links = LINKS_JOINED.matcher(joins);
        Matcher candidates = CANDIDATES.matcher(conditions);
        if (apart && links.find() && candidates.find()) {
            String before = conditions.substring(0, candidates.start());
            String after = conditions.substring(candidates.end());
            String others = links.replaceFirst("");
            if (!OF_LINKS.matcher(before + after + others).find()) {
                return Optional.of(
                        new TaskQueryText(columns, others, before, candidates.group(), after, eachOnce(others)));
            }
        }
        return Optional.of(new TaskQueryText(columns, joins, conditions, null, "", eachOnce(joins)));
    }

    /** Whether a further condition put before them, with an {@code and}, would not count for all of them. */
    private static boolean hasAlternatives(String conditions) {
        StringBuilder outside = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < conditions.length(); i++) {
            char c = conditions.charAt(i);
            quoted ^= c == '\'';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                outside.append(depth == 0 ? c : ' ');
            }
            if (depth < 0) {
                return true;
            }
        }
        return depth != 0 || quoted || ALTERNATIVE.matcher(outside).find();
    }

    private static boolean eachOnce(String joins) {
        return ONE_ROW_EACH.matcher(joins).matches();
    }

    boolean counted() {
        return columns == null;
    }
}

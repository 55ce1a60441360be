package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.KnownGroups;
import io.github.integratedresponse.process.TableCheck;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every rule of {@code sla-policy} promises something that can be kept: or a slip in one cell would give clocks a target nobody chose. */
@Component
class PolicyCheck extends TableCheck {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Calendars calendars;
    private final KnownGroups groups;

    PolicyCheck(Calendars calendars, KnownGroups groups) {
        super(
                Policies.DECISION,
                List.of("target", "warnFraction", "ladder"),
                "a promise must come out the same whenever it is asked for");
        this.calendars = calendars;
        this.groups = groups;
    }

    @Override
    protected void check(DecisionTable table, Map<String, Integer> columns, List<String> problems) {
        if (problems.isEmpty()) {
            int row = 0;
            for (Rule rule : table.getRules()) {
                row++;
                Cells cells =
                        new Cells(columns, List.copyOf(rule.getOutputEntries()), "rule " + row + place(rule), problems);
                cells.target();
                cells.calendar();
                cells.warnFraction();
                cells.roles();
            }
        }
    }

    private static String place(DmnElement rule) {
        return rule.getId() == null ? "" : " (" + rule.getId() + ")";
    }

    /** The outputs of one rule. An expression that computes its value is left to the moment at which it does. */
    private class Cells {

        private final Map<String, Integer> columns;
        private final List<OutputEntry> entries;
        private final String rule;
        private final List<String> problems;

        Cells(Map<String, Integer> columns, List<OutputEntry> entries, String rule, List<String> problems) {
            this.columns = columns;
            this.entries = entries;
            this.rule = rule;
            this.problems = problems;
        }

        void target() {
            String cell = cell("target");
            if (cell.isEmpty()) {
                problems.add(rule + " has no target");
                return;
            }
            String text = text(cell);
            if (text != null) {
                try {
                    Target.parse(text);
                } catch (IllegalArgumentException e) {
                    problems.add(rule + " has a target that can't be kept: " + e.getMessage());
                }
            }
        }

        void calendar() {
            String text = text(cell("calendar"));
            if (text != null && !calendars.names().contains(text)) {
                problems.add(
                        rule + " names calendar '" + text + "'; known are " + String.join(", ", calendars.names()));
            }
        }

        void warnFraction() {
            String cell = cell("warnFraction");
            try {
                double fraction = Double.parseDouble(cell);
                if (!(fraction > 0 && fraction <= 1)) {
                    problems.add(rule + " warns after " + cell + " of the target; it must be above 0 and not above 1");
                }
            } catch (NumberFormatException e) {
                if (cell.isEmpty() || text(cell) != null) {
                    problems.add(rule + " must say by a number after which part of the target to warn");
                }
            }
        }

        void roles() {
            for (String column : List.of("ladder", "pauseApprover")) {
                String text = text(cell(column));
                if (text != null) {
                    Stream.of(text.split(","))
                            .map(String::strip)
                            .filter(role -> !role.isEmpty() && !groups.contain(role))
                            .forEach(role -> problems.add(rule + " names role " + role + ", which does not exist"));
                }
            }
        }

        private String cell(String column) {
            Integer at = columns.get(column);
            return at == null || at >= entries.size() || entries.get(at).getText() == null
                    ? ""
                    : entries.get(at).getText().getTextContent().strip();
        }

        private static @Nullable String text(String cell) {
            Matcher text = TEXT.matcher(cell);
            return text.matches() ? text.group(1) : null;
        }
    }
}

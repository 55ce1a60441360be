package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.TableCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.springframework.stereotype.Component;

/** Every rule of {@code correlation} says something that can become of a signal: or a slip in one cell would open an incident for each. */
@Component
class CorrelationCheck extends TableCheck {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Set<String> ACTIONS = Set.of("attach", "open", "keep");

    CorrelationCheck() {
        super(
                Correlation.DECISION,
                List.of("action", "rule"),
                "the hours since the incident's latest signal are an input");
    }

    @Override
    protected void check(DecisionTable table, Map<String, Integer> columns, List<String> problems) {
        Integer action = columns.get("action");
        if (action != null) {
            int row = 0;
            for (Rule rule : table.getRules()) {
                row++;
                List<OutputEntry> entries = List.copyOf(rule.getOutputEntries());
                String cell = entries.get(action).getTextContent().strip();
                Matcher text = TEXT.matcher(cell);
                if (cell.isEmpty() || (text.matches() && !ACTIONS.contains(text.group(1)))) {
                    problems.add("rule %d says %s, which is none of attach, open and keep"
                            .formatted(row, cell.isEmpty() ? "nothing" : text.group(1)));
                }
            }
        }
    }
}

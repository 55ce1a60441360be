package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.ResourceCheck;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.ModelParseException;
import org.springframework.stereotype.Component;

/** Every rule of {@code correlation} says something that can become of a signal: or a slip in one cell would open an incident for each. */
@Component
class CorrelationCheck implements ResourceCheck {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern TIME = Pattern.compile("\\b(?:now|today)\\s*\\(");

    private static final Set<String> ACTIONS = Set.of("attach", "open", "keep");

    @Override
    public List<String> problems(String name, byte[] content) {
        if (!name.endsWith(".dmn")
                || !new String(content, StandardCharsets.UTF_8).contains("\"" + Correlation.DECISION + "\"")) {
            return List.of();
        }
        try {
            return Dmn.readModelFromStream(new ByteArrayInputStream(content)).getModelElementById(Correlation.DECISION)
                            instanceof Decision decision
                    ? decision.getExpression() instanceof DecisionTable table
                            ? problems(table)
                            : List.of(Correlation.DECISION + " is no table")
                    : List.of();
        } catch (ModelParseException e) {
            // the engine says what is wrong with it
            return List.of();
        }
    }

    private static List<String> problems(DecisionTable table) {
        List<String> problems = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (Output output : table.getOutputs()) {
            columns.put(output.getName(), columns.size());
        }
        Stream.of("action", "rule")
                .filter(output -> !columns.containsKey(output))
                .forEach(output -> problems.add("has no output named " + output));
        if (TIME.matcher(table.getTextContent()).find()) {
            problems.add("asks what time it is; the hours since the incident's latest signal are an input");
        }
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
        return problems;
    }
}

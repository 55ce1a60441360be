package io.github.integratedresponse.process;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.xml.ModelParseException;

/** Checks one decision table of the platform before it is deployed: that it is a table, has its outputs, and doesn't ask the time. */
public abstract class TableCheck implements ResourceCheck {

    private static final Pattern TIME = Pattern.compile("\\b(?:now|today)\\s*\\(");

    private final String decision;
    private final List<String> outputs;
    private final String whyNotTime;

    /** @param whyNotTime what somebody is told whose table asks what time it is */
    protected TableCheck(String decision, List<String> outputs, String whyNotTime) {
        this.decision = decision;
        this.outputs = List.copyOf(outputs);
        this.whyNotTime = whyNotTime;
    }

    @Override
    public final List<String> problems(String name, byte[] content) {
        if (!name.endsWith(".dmn") || !new String(content, StandardCharsets.UTF_8).contains("\"" + decision + "\"")) {
            return List.of();
        }
        try {
            return Dmn.readModelFromStream(new ByteArrayInputStream(content)).getModelElementById(decision)
                            instanceof Decision found
                    ? found.getExpression() instanceof DecisionTable table
                            ? problems(table)
                            : List.of(decision + " is no table")
                    : List.of();
        } catch (ModelParseException e) {
            // the engine says what is wrong with it
            return List.of();
        }
    }

    private List<String> problems(DecisionTable table) {
        List<String> problems = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (Output output : table.getOutputs()) {
            columns.put(output.getName(), columns.size());
        }
        outputs.stream()
                .filter(output -> !columns.containsKey(output))
                .forEach(output -> problems.add("has no output named " + output));
        if (TIME.matcher(table.getTextContent()).find()) {
            problems.add("asks what time it is; " + whyNotTime);
        }
        check(table, columns, problems);
        return problems;
    }

    /**
     * @param columns of the outputs that there are, by their names
     * @param problems found so far, to be added to
     */
    protected abstract void check(DecisionTable table, Map<String, Integer> columns, List<String> problems);
}

package io.github.integratedresponse.governance;

import java.util.Map;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/** The rules of {@code known-patterns} as they are edited: columns are found by what they read and say, in whatever order they stand. */
class PatternTable {

    private final DmnModelInstance model;
    private final DecisionTable table;

    PatternTable(DmnModelInstance model) {
        this.model = model;
        if (model.getModelElementById(LearnedRules.KEY) instanceof Decision decision
                && decision.getExpression() instanceof DecisionTable found) {
            this.table = found;
        } else {
            throw new IllegalStateException("The decision known-patterns is not a table");
        }
    }

    /** Whether some rule says this pattern, whoever wrote it. */
    boolean knows(String number) {
        return table.getRules().stream()
                .flatMap(rule -> rule.getOutputEntries().stream())
                .map(entry -> entry.getText() == null ? "" : entry.getText().getTextContent())
                .anyMatch(text -> text.strip().equals(literal(number)));
    }

    void add(LearnedPattern pattern) {
        Map<String, String> inputs = Map.of(
                "findingType", literal(pattern.findingType()),
                "technique", technique(pattern.technique()),
                "division", pattern.division() == null ? "" : literal(pattern.division()));
        Map<String, String> outputs = Map.of(
                "pattern", literal(pattern.number()),
                "severityFloor", literal(pattern.severityFloor().name()),
                "learnedFrom", literal(pattern.learnedFrom()),
                "repairItem", literal(pattern.repairItem()));
        requireColumns(inputs, outputs);
        Rule rule = model.newInstance(Rule.class);
        rule.setId("rule-" + pattern.number());
        Description description = model.newInstance(Description.class);
        description.setTextContent(
                "Learned from %s. At least %s.".formatted(pattern.learnedFrom(), pattern.severityFloor()));
        rule.setDescription(description);
        int column = 0;
        for (Input input : table.getInputs()) {
            InputEntry entry = model.newInstance(InputEntry.class);
            entry.setText(text(entry, "in-" + column++, pattern, inputs.getOrDefault(reads(input), "")));
            rule.getInputEntries().add(entry);
        }
        column = 0;
        for (Output output : table.getOutputs()) {
            OutputEntry entry = model.newInstance(OutputEntry.class);
            entry.setText(text(entry, "out-" + column++, pattern, outputs.getOrDefault(output.getName(), "")));
            rule.getOutputEntries().add(entry);
        }
        table.getRules().add(rule);
    }

    String written() {
        return Dmn.convertToString(model);
    }

    /** A process owner may have added columns, which stay empty in learned rules; a column taken away would change what a rule means. */
    private void requireColumns(Map<String, String> inputs, Map<String, String> outputs) {
        var read = table.getInputs().stream().map(PatternTable::reads).toList();
        var said = table.getOutputs().stream().map(Output::getName).toList();
        if (!read.containsAll(inputs.keySet()) || !said.containsAll(outputs.keySet())) {
            throw new IllegalStateException(
                    "known-patterns must read findingType, technique and division, and say pattern,"
                            + " severityFloor, learnedFrom and repairItem; it reads " + read + " and says " + said);
        }
    }

    private Text text(DmnElement entry, String name, LearnedPattern pattern, String content) {
        entry.setId("rule-" + pattern.number() + "-" + name);
        Text text = model.newInstance(Text.class);
        text.setTextContent(content);
        return text;
    }

    private static String reads(Input input) {
        return input.getInputExpression() == null || input.getInputExpression().getText() == null
                ? ""
                : input.getInputExpression().getText().getTextContent().strip();
    }

    /** A technique stands for its sub-techniques as well, as it does in a search of signals. */
    private static String technique(String technique) {
        if (technique.isEmpty()) {
            return "";
        }
        return technique.indexOf('.') >= 0
                ? literal(technique)
                : "%s, starts with(?, %s)".formatted(literal(technique), literal(technique + "."));
    }

    /**
     * Attackers may choose the words of a finding; as a literal they are never more than text. The engine's FEEL (1.19) reads a quote
     * after a backslash wrongly inside one literal, so the two stand in literals of their own there.
     */
    static String literal(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + escaped.replace("\\\\\\\"", "\\\\\" + \"\\\"") + '"';
    }
}

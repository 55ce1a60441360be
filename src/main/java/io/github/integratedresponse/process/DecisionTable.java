package io.github.integratedresponse.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One version of a decision table. What it answered is remembered, by those facts that any of its rules looks at: a table answers the
 * same to the same, unless it asks what time it is, which whoever checks its files refuses.
 */
public final class DecisionTable {

    private static final int MOST_ANSWERS = 10_000;

    private final String id;
    private final int version;
    private final DmnEngine engine;
    private final DmnDecision decision;
    private final Set<String> unread;
    private final Map<Map<String, Object>, Optional<Map<String, Object>>> answers = new ConcurrentHashMap<>();

    DecisionTable(String id, String key, int version, DmnModelInstance model, DmnEngine engine) {
        this.id = id;
        this.version = version;
        this.engine = engine;
        this.decision = engine.parseDecision(key, model);
        this.unread = unread(model);
    }

    String id() {
        return id;
    }

    public int version() {
        return version;
    }

    /**
     * @param facts by the names that the inputs have
     * @return the outputs of the first rule that matches, empty when none does
     * @throws RuntimeException when the table can't be evaluated with them
     */
    public Optional<Map<String, Object>> ask(Map<String, Object> facts) {
        Map<String, Object> read = new HashMap<>(facts);
        read.keySet().removeAll(unread);
        Optional<Map<String, Object>> known = answers.get(read);
        if (known == null) {
            known = evaluate(facts);
            if (answers.size() >= MOST_ANSWERS) {
                answers.clear();
            }
            answers.put(read, known);
        }
        return known;
    }

    private Optional<Map<String, Object>> evaluate(Map<String, Object> facts) {
        @Nullable
        DmnDecisionResultEntries first =
                engine.evaluateDecision(decision, Variables.fromMap(facts)).getFirstResult();
        return Optional.ofNullable(first).map(DmnDecisionResultEntries::getEntryMap);
    }

    /** The names of inputs that no rule says anything about, and that stand nowhere else. */
    private static Set<String> unread(DmnModelInstance model) {
        if (model.getModelElementsByType(Decision.class).size() != 1) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        StringBuilder read = new StringBuilder();
        List<Input> inputs = List.copyOf(model.getModelElementsByType(Input.class));
        Collection<Rule> rules = model.getModelElementsByType(Rule.class);
        for (int column = 0; column < inputs.size(); column++) {
            String name = inputs.get(column)
                    .getInputExpression()
                    .getText()
                    .getTextContent()
                    .strip();
            List<String> cells = cells(rules, column);
            if (cells.isEmpty()) {
                names.add(name);
            } else {
                read.append(name).append(cells);
            }
        }
        model.getModelElementsByType(OutputEntry.class).forEach(entry -> read.append(entry.getTextContent()));
        return names.stream().filter(name -> read.indexOf(name) < 0).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> cells(Collection<Rule> rules, int column) {
        return rules.stream()
                .map(rule -> List.copyOf(rule.getInputEntries()).get(column))
                .map(InputEntry::getTextContent)
                .map(String::strip)
                .filter(cell -> !cell.isEmpty() && !cell.equals("-"))
                .toList();
    }
}

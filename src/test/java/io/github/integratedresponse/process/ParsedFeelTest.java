package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is parsed once answers and fails like what the engine parses each time. */
class ParsedFeelTest {

    private static final List<Object> VALUES = new java.util.ArrayList<>(List.of(
            "SEV0",
            "SEV3",
            "",
            "a \"quoted\" word",
            0,
            3L,
            4.5,
            -1,
            true,
            false,
            List.of("SEV0", "x"),
            List.of(),
            Map.of("a", 1),
            Date.from(LocalDate.of(2026, 3, 2).atStartOfDay(ZoneId.of("UTC")).toInstant())));

    static {
        VALUES.add(null);
    }

    private final FeelEngine ours = new ParsedFeel();
    private final FeelEngine theirs = new ScalaFeelEngine(List.of());

    @Test
    void eachCellOfTheTablesThatComeWithThePlatform() throws IOException {
        Set<String> tests = new TreeSet<>();
        Set<String> expressions = new TreeSet<>();
        try (Stream<Path> tables = Files.list(Path.of("dmn"))) {
            tables.map(path -> Dmn.readModelFromFile(path.toFile())).forEach(table -> {
                table.getModelElementsByType(InputEntry.class)
                        .forEach(cell -> tests.add(cell.getTextContent().strip()));
                table.getModelElementsByType(InputExpression.class)
                        .forEach(cell -> expressions.add(cell.getTextContent().strip()));
                table.getModelElementsByType(OutputEntry.class)
                        .forEach(cell -> expressions.add(cell.getTextContent().strip()));
            });
        }
        tests.remove("");
        expressions.remove("");
        assertThat(tests).hasSizeGreaterThan(20);

        tests.forEach(this::sameTest);
        expressions.forEach(this::sameExpression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "\"SEV0\"",
                "not(\"SEV0\")",
                "\"SEV0\",\"SEV3\"",
                "> 3",
                "[1..4]",
                "<= 4.5, 0",
                "null",
                "contains(cellInput, \"S\")",
                "contains(?, \"S\")",
                "list contains(?, \"x\")",
                "cellInput.a = 1",
                "nobody",
                "nobody > 3",
                "starts with(nobody, \"x\")",
                "?",
                "date(\"2026-03-02\")",
                "this is (not FEEL",
                "assert(?, ? != null) = 3",
            })
    void aTest(String test) {
        sameTest(test);
        // the second time from what was kept
        sameTest(test);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 2",
                "1 / 0",
                "cellInput",
                "cellInput + 1",
                "\"a\" + \"b\"",
                "if cellInput = 3 then \"three\" else cellInput",
                "for n in [1, 2, 3] return n * n",
                "{a: 1, b: a + 1}.b",
                "max([1, 5, 3])",
                "string join([\"a\", \"b\"], \",\")",
                "matches(\"abc\", \"a(\")",
                "nobody",
                "nobody.knows",
                "no function(3)",
                "upper case(cellInput)",
                "function(x) x + 1",
                "date and time(\"2026-03-02T12:00:00Z\") + duration(\"PT1H\")",
                "function(x) external { java: { class: \"java.lang.System\", method signature: \"exit(int)\" } }",
                "assert(cellInput, false)",
                "1 +",
            })
    void anExpression(String expression) {
        sameExpression(expression);
        sameExpression(expression);
    }

    private void sameTest(String test) {
        same(test, engine -> values -> engine.evaluateSimpleUnaryTests(test, "cellInput", values));
    }

    private void sameExpression(String expression) {
        same(expression, engine -> values -> engine.evaluateSimpleExpression(expression, values));
    }

    private void same(String text, Function<FeelEngine, Function<VariableContext, Object>> asked) {
        for (Object value : VALUES) {
            Map<String, Object> values = new HashMap<>();
            values.put("cellInput", value);
            VariableContext context = Variables.fromMap(values).asVariableContext();
            assertThat(outcome(() -> asked.apply(ours).apply(context)))
                    .as("%s of %s", text, value)
                    .isEqualTo(outcome(() -> asked.apply(theirs).apply(context)));
        }
    }

    private static String outcome(java.util.function.Supplier<Object> question) {
        try {
            Object answer = question.get();
            // functions have no equality of their own
            return answer == null ? "null" : answer.toString().replaceAll("@[0-9a-f]+|\\$\\$Lambda[^,)]*", "");
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}

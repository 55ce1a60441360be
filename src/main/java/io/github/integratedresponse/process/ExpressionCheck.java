package io.github.integratedresponse.process;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Expressions read process variables and ask the platform's own beans. They reach neither the engine behind the execution, nor the
 * beans of libraries, nor Java's classes: whoever may draw a process may not thereby run any code or read any secret.
 */
@Component
class ExpressionCheck implements DiagramCheck {

    private static final String OURS = ExpressionCheck.class.getPackageName().replaceFirst("\\.[^.]+$", ".");

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)(?:\\s*\\.\\s*(\\w+))?");
    private static final Pattern CLASS =
            Pattern.compile("\\bgetClass\\b|\\.\\s*class\\b|\\[\\s*(['\"])(class|getClass)\\1");

    private static final Set<String> ENGINE = Set.of("execution", "task", "caseExecution", "externalTask");
    private static final Set<String> MEMBERS = Set.of(
            "id",
            "getId",
            "businessKey",
            "getBusinessKey",
            "processBusinessKey",
            "getProcessBusinessKey",
            "processInstanceId",
            "getProcessInstanceId",
            "currentActivityId",
            "getCurrentActivityId",
            "getVariable",
            "hasVariable",
            "getVariableLocal",
            "hasVariableLocal");

    private final ListableBeanFactory beans;

    ExpressionCheck(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void check(Diagram diagram) {
        for (Element element : diagram.elements()) {
            if (Set.of("documentation", "text").contains(element.getTagName())) {
                continue;
            }
            Stream.concat(
                            element.attributes().stream()
                                    .filter(attribute -> !attribute.equals("name") && !attribute.equals("id"))
                                    .map(element::attribute),
                            Stream.of(element.getText()))
                    .filter(text -> text != null)
                    .flatMap(text -> EXPRESSION.matcher(text).results())
                    .forEach(expression -> check(diagram, element, expression.group(1), expression.group()));
        }
    }

    private void check(Diagram diagram, Element element, String inside, String whole) {
        if (CLASS.matcher(inside).find()) {
            diagram.refuse(element, "reaches for a Java class in " + whole);
        }
        Matcher names = NAME.matcher(TEXT.matcher(inside).replaceAll("''"));
        while (names.find()) {
            String root = names.group(1);
            String member = names.group(2);
            if (ENGINE.contains(root)) {
                if (member != null && !MEMBERS.contains(member)) {
                    diagram.refuse(element, "reaches into the engine by " + root + "." + member + " in " + whole);
                }
            } else if (beans.containsBean(root) && !ours(beans.getType(root))) {
                diagram.refuse(element, "names " + root + " in " + whole + ", which is not for diagrams");
            }
        }
    }

    private static boolean ours(@Nullable Class<?> type) {
        return type != null && type.getName().startsWith(OURS);
    }
}

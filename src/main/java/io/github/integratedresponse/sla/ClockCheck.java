package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Diagram;
import io.github.integratedresponse.process.DiagramCheck;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every clock that a diagram declares is one the service level policy knows, and what happens when it runs out is drawn. */
@Component
class ClockCheck implements DiagramCheck {

    /** What an expression asks of a clock: the kind of date, then the clock's name. */
    static final Pattern QUESTION =
            Pattern.compile("\\bsla\\s*\\.\\s*(dueAt|warnAt)\\s*\\(\\s*execution\\s*,\\s*['\"]([^'\"]*)['\"]\\s*\\)");

    private static final Set<String> PROPERTIES =
            Set.of("sla", "sla.since", "sla.of", "sla.pause", "sla.pause.clocks", "sla.pause.approver");

    /** What waits, and so can let time pass without a clock's knowing how long. */
    private static final Set<String> WAITING =
            Set.of("userTask", "receiveTask", "subProcess", "transaction", "callActivity", "intermediateCatchEvent");

    /** What ends before anything can be late; its clock only measures. */
    private static final Set<String> AT_ONCE =
            Set.of("startEvent", "serviceTask", "sendTask", "businessRuleTask", "scriptTask");

    private final Policies policies;

    ClockCheck(Policies policies) {
        this.policies = policies;
    }

    @Override
    public void check(Diagram diagram) {
        Set<String> known = diagram.besides(".dmn")
                .filter(Policies::hold)
                .findFirst()
                .map(Policies::clocks)
                .orElseGet(policies::clocks);
        for (Element element : diagram.elements()) {
            String clock = Diagram.property(element, "sla");
            if (clock != null) {
                if (!known.contains(clock)) {
                    diagram.refuse(
                            element, "declares clock " + clock + ", which " + Policies.DECISION + " does not know");
                }
                timers(diagram, element, clock);
            }
            declarations(diagram, element, clock, known);
            asked(diagram, element, known);
        }
    }

    private static void declarations(Diagram diagram, Element element, @Nullable String clock, Set<String> known) {
        for (Element properties : Diagram.extensions(element, "properties")) {
            properties.elements().stream()
                    .map(property -> property.attribute("name", ""))
                    .filter(name -> name.startsWith("sla") && !PROPERTIES.contains(name))
                    .forEach(
                            name -> diagram.refuse(element, "declares " + name + ", which says nothing about a clock"));
        }
        if (clock == null) {
            Stream.of("sla.since", "sla.of")
                    .filter(name -> Diagram.property(element, name) != null)
                    .forEach(name -> diagram.refuse(element, "declares " + name + ", but no clock"));
        }
        boolean pauses = Diagram.property(element, "sla.pause") != null;
        if (pauses && !WAITING.contains(element.getTagName())) {
            diagram.refuse(element, "declares sla.pause, but does not wait for anything");
        }
        if (!pauses) {
            Stream.of("sla.pause.clocks", "sla.pause.approver")
                    .filter(name -> Diagram.property(element, name) != null)
                    .forEach(
                            name -> diagram.refuse(element, "declares " + name + ", but no sla.pause with its reason"));
        }
        ClockPlugin.names(Diagram.property(element, "sla.pause.clocks")).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> diagram.refuse(
                        element, "pauses clock " + name + ", which " + Policies.DECISION + " does not know"));
    }

    private static void timers(Diagram diagram, Element element, String clock) {
        if (AT_ONCE.contains(element.getTagName())) {
            return;
        }
        List<Element> attached = diagram.elements("boundaryEvent").stream()
                .filter(event -> element.attribute("id", "").equals(event.attribute("attachedToRef")))
                .toList();
        List<Element> due =
                attached.stream().filter(event -> asks(event, "dueAt", clock)).toList();
        if (due.isEmpty()) {
            diagram.refuse(
                    element, "declares clock " + clock + ", but no boundary timer says what happens when it is due");
        } else if (due.stream().allMatch(event -> "false".equals(event.attribute("cancelActivity")))
                && attached.stream().noneMatch(event -> asks(event, "warnAt", clock))) {
            diagram.refuse(element, "declares clock " + clock + ", but no boundary timer warns before it is due");
        }
    }

    private static boolean asks(Element event, String question, String clock) {
        Element timer = event.element("timerEventDefinition");
        Element date = timer == null ? null : timer.element("timeDate");
        return date != null
                && QUESTION.matcher(date.getText())
                        .results()
                        .anyMatch(found -> found.group(1).equals(question)
                                && found.group(2).equals(clock));
    }

    /** A due date or timer may ask for a clock that another element keeps; it must exist all the same. */
    private static void asked(Diagram diagram, Element element, Set<String> known) {
        element.attributes().stream()
                .map(element::attribute)
                .filter(value -> value != null)
                .flatMap(value -> QUESTION.matcher(value).results())
                .map((MatchResult found) -> found.group(2))
                .filter(clock -> !known.contains(clock))
                .collect(Collectors.toSet())
                .forEach(clock -> diagram.refuse(
                        element, "asks for clock " + clock + ", which " + Policies.DECISION + " does not know"));
    }
}

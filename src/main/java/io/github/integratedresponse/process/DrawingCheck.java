package io.github.integratedresponse.process;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/** A diagram can be read: everything that runs is drawn, and every way out of a decision says when it is taken. */
@Component
class DrawingCheck implements DiagramCheck {

    private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final Set<String> DRAWN = Set.of(
            "startEvent",
            "endEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "boundaryEvent",
            "userTask",
            "serviceTask",
            "sendTask",
            "receiveTask",
            "businessRuleTask",
            "scriptTask",
            "manualTask",
            "task",
            "callActivity",
            "subProcess",
            "transaction",
            "exclusiveGateway",
            "inclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "complexGateway",
            "sequenceFlow");

    @Override
    public void check(Diagram diagram) {
        Set<String> drawn = new HashSet<>();
        diagram.elements("BPMNShape", "BPMNEdge").forEach(shape -> drawn.add(shape.attribute("bpmnElement", "")));
        if (drawn.isEmpty()) {
            diagram.elements("process").forEach(process -> diagram.refuse(process, "is not drawn"));
        } else {
            diagram.elements().stream()
                    .filter(element -> MODEL.equals(element.getUri()) && DRAWN.contains(element.getTagName()))
                    .filter(element -> !drawn.contains(element.attribute("id", "")))
                    .forEach(element -> diagram.refuse(element, "is not drawn"));
        }
        for (Element gateway : diagram.elements("exclusiveGateway", "inclusiveGateway", "complexGateway")) {
            List<Element> out = diagram.elements("sequenceFlow").stream()
                    .filter(flow -> gateway.attribute("id", "").equals(flow.attribute("sourceRef")))
                    .toList();
            if (out.size() > 1) {
                out.stream()
                        .filter(flow -> flow.attribute("name", "").isBlank())
                        .forEach(flow -> diagram.refuse(
                                flow,
                                "out of gateway " + gateway.attribute("id") + " has no name: say when it is taken"));
            }
        }
    }
}

package io.github.integratedresponse.process;

import java.util.Set;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/**
 * Diagrams are written with the words listed here. Whatever else the engine understands, form fields with validators, injected fields,
 * resources, start forms, extensions under other names, is refused, so that a way in that nobody thought of is shut.
 */
@Component
class VocabularyCheck implements DiagramCheck {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC");
    private static final Set<String> NOTED_BY_EDITORS = Set.of(
            "http://www.w3.org/2001/XMLSchema-instance",
            "http://www.w3.org/XML/1998/namespace",
            "http://www.w3.org/2000/xmlns/",
            "xmlns",
            "http://camunda.org/schema/modeler/1.0",
            "http://bpmn.io/schema/bpmn/biocolor/1.0",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0");

    private static final Set<String> ELEMENTS = Set.of(
            ("definitions process collaboration participant messageFlow laneSet lane childLaneSet flowNodeRef category categoryValue group"
                            + " documentation extensionElements incoming outgoing textAnnotation text association"
                            + " startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent"
                            + " task userTask serviceTask sendTask receiveTask businessRuleTask manualTask callActivity subProcess transaction"
                            + " exclusiveGateway inclusiveGateway parallelGateway eventBasedGateway sequenceFlow conditionExpression"
                            + " timerEventDefinition timeDate timeDuration timeCycle messageEventDefinition signalEventDefinition"
                            + " errorEventDefinition escalationEventDefinition conditionalEventDefinition condition"
                            + " terminateEventDefinition compensateEventDefinition cancelEventDefinition linkEventDefinition source target"
                            + " message signal error escalation multiInstanceLoopCharacteristics loopCardinality completionCondition"
                            + " dataObject dataObjectReference dataStoreReference")
                    .split(" "));
    private static final Set<String> EXTENSIONS = Set.of(
            ("in out inputOutput inputParameter outputParameter properties property executionListener taskListener"
                            + " failedJobRetryTimeCycle")
                    .split(" "));
    private static final Set<String> ATTRIBUTES = Set.of(
            ("asyncBefore asyncAfter exclusive assignee candidateGroups candidateUsers dueDate followUpDate priority jobPriority"
                            + " formRef formRefBinding historyTimeToLive delegateExpression expression resultVariable"
                            + " decisionRef decisionRefBinding mapDecisionResult calledElementBinding collection elementVariable"
                            + " errorCodeVariable errorMessageVariable escalationCodeVariable initiator versionTag isStartableInTasklist"
                            + " modelerTemplate modelerTemplateVersion diagramRelationId")
                    .split(" "));
    private static final Set<String> OF_EXTENSIONS = Set.of(
            ("id name value event delegateExpression expression businessKey source sourceExpression target variables local")
                    .split(" "));
    private static final Set<String> CARRIED_OUT =
            Set.of("serviceTask", "sendTask", "businessRuleTask", "messageEventDefinition");

    /** {@link DelegateCheck} says of these what to do instead. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("scriptTask", "script", "connector");

    @Override
    public boolean keepsCodeOut() {
        return true;
    }

    @Override
    public void check(Diagram diagram) {
        for (Element element : diagram.elements()) {
            String name = element.getTagName();
            boolean extension = CAMUNDA.equals(element.getUri());
            boolean known = extension
                    ? EXTENSIONS.contains(name)
                    : BPMN.equals(element.getUri()) ? ELEMENTS.contains(name) : DRAWING.contains(element.getUri());
            if (!known && !SAID_ELSEWHERE.contains(name)) {
                diagram.refuse(element, "is not among the elements that a diagram may have");
            }
            for (String attribute : element.attributes()) {
                if (!known(element, extension, attribute)) {
                    diagram.refuse(
                            element,
                            "has the attribute " + Diagram.local(attribute)
                                    + ", which is not among those that a diagram may have");
                }
            }
        }
    }

    private static boolean known(Element element, boolean extension, String attribute) {
        String local = Diagram.local(attribute);
        int colon = attribute.lastIndexOf(':');
        if (colon < 0) {
            return !extension || OF_EXTENSIONS.contains(local) || local.equals("class");
        }
        String namespace = attribute.substring(0, colon);
        if (!namespace.equals(CAMUNDA)) {
            return NOTED_BY_EDITORS.contains(namespace) || DRAWING.contains(namespace);
        }
        if (CARRIED_OUT.contains(element.getTagName())) {
            return ATTRIBUTES.contains(local) || local.equals("class") || local.equals("type") || local.equals("topic");
        }
        return ATTRIBUTES.contains(local) && !local.equals("delegateExpression") && !local.equals("expression");
    }
}

package io.github.integratedresponse.process;

import static io.github.integratedresponse.process.Diagram.camunda;
import static io.github.integratedresponse.process.Diagram.extensions;
import static io.github.integratedresponse.process.DiagramBeans.EXECUTION_LISTENERS;
import static io.github.integratedresponse.process.DiagramBeans.STEPS;
import static io.github.integratedresponse.process.DiagramBeans.TASK_LISTENERS;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/** Automated steps are done by delegates of the platform, named by their bean; a diagram brings no code of its own. */
@Component
class DelegateCheck implements DiagramCheck {

    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

    private final DiagramBeans beans;

    DelegateCheck(DiagramBeans beans) {
        this.beans = beans;
    }

    @Override
    public boolean keepsCodeOut() {
        return true;
    }

    @Override
    public void check(Diagram diagram) {
        diagram.elements("scriptTask").forEach(task -> diagram.refuse(task, "is a script; use a delegate"));
        diagram.elements("script").forEach(script -> diagram.refuse(script, "is not allowed; use a delegate"));
        diagram.elements("connector").forEach(connector -> diagram.refuse(connector, "is not allowed; use a delegate"));
        diagram.elements("conditionExpression", "condition").stream()
                .filter(condition -> condition.attribute("language") != null)
                .forEach(condition -> diagram.refuse(condition, "must not be written in a script language"));
        for (Element step : diagram.elements("serviceTask", "sendTask", "businessRuleTask")) {
            automated(diagram, step, step, STEPS);
        }
        for (Element event : diagram.elements()) {
            event.elements("messageEventDefinition").forEach(message -> automated(diagram, event, message, STEPS));
        }
        for (Element element : diagram.elements()) {
            extensions(element, "executionListener")
                    .forEach(listener -> automated(diagram, element, listener, EXECUTION_LISTENERS));
            extensions(element, "taskListener")
                    .forEach(listener -> automated(diagram, element, listener, TASK_LISTENERS));
        }
    }

    /** @param said the element that says how it is done: the step itself, its message, or a listener of it */
    private void automated(Diagram diagram, Element step, Element said, List<Class<?>> kinds) {
        if (said.attribute("class") != null || camunda(said, "class") != null) {
            diagram.refuse(step, "names a class; name a delegate by ${itsBean}");
        }
        if ("external".equals(camunda(said, "type"))) {
            diagram.refuse(step, "waits for an external worker, and there is none; name a delegate by ${itsBean}");
        }
        String delegate = said == step || said.getTagName().endsWith("Definition")
                ? camunda(said, "delegateExpression")
                : said.attribute("delegateExpression");
        if (delegate == null) {
            return;
        }
        Matcher bean = BEAN.matcher(delegate.strip());
        if (!bean.matches()) {
            diagram.refuse(step, "names its delegate by an expression, " + delegate + "; name it by ${itsBean}");
            return;
        }
        if (!beans.delegate(bean.group(1), kinds)) {
            diagram.refuse(step, "names delegate " + bean.group(1) + ", which the platform does not have");
        } else if (beans.leavesTheProcess(bean.group(1))
                && (said.getTagName().endsWith("Listener") || !"true".equals(camunda(step, "asyncBefore")))) {
            diagram.refuse(
                    step,
                    "tells something to the world outside, so it must be a step of its own with a save point (asyncBefore)");
        }
    }
}

package io.github.integratedresponse.process;

import static io.github.integratedresponse.process.Diagram.camunda;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every human task has a form that the platform handles, a group that sees it, a due date and a priority. */
@Component
class HumanTaskCheck implements DiagramCheck {

    private static final Pattern FORM_ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final FormSubmission forms;

    HumanTaskCheck(FormSubmission forms) {
        this.forms = forms;
    }

    @Override
    public void check(Diagram diagram) {
        Set<String> besides = diagram.besides(".form")
                .map(FORM_ID::matcher)
                .flatMap(matcher -> matcher.results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
        for (Element task : diagram.elements("userTask")) {
            form(diagram, task, camunda(task, "formRef"), besides);
            if (camunda(task, "candidateGroups") == null) {
                diagram.refuse(task, "has no candidate group, so nobody would see it");
            }
            if (camunda(task, "dueDate") == null) {
                diagram.refuse(task, "has no due date");
            }
            if (camunda(task, "priority") == null) {
                diagram.refuse(task, "has no priority");
            }
        }
    }

    private void form(Diagram diagram, Element task, @Nullable String form, Set<String> besides) {
        if (form == null) {
            diagram.refuse(task, "has no form (formRef)");
        } else if (!forms.knows(form)) {
            diagram.refuse(task, "names form " + form + ", which no part of the platform handles");
        } else if (!"deployment".equals(camunda(task, "formRefBinding"))) {
            diagram.refuse(task, "must bind form " + form + " to its deployment, so that running work keeps its form");
        } else if (!besides.contains(form)) {
            diagram.refuse(task, "names form " + form + ", which is not deployed together with it");
        }
    }
}

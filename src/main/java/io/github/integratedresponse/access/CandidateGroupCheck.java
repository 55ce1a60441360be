package io.github.integratedresponse.access;

import io.github.integratedresponse.process.Diagram;
import io.github.integratedresponse.process.DiagramCheck;
import java.util.Arrays;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/** Every group that a task names exists, or nobody would ever see the task. */
@Component
class CandidateGroupCheck implements DiagramCheck {

    private final KnownGroups groups;

    CandidateGroupCheck(KnownGroups groups) {
        this.groups = groups;
    }

    @Override
    public void check(Diagram diagram) {
        for (Element task : diagram.elements("userTask")) {
            String named = Diagram.camunda(task, "candidateGroups");
            // who an expression means shows only when the task is there
            if (named == null || named.contains("{")) {
                continue;
            }
            Arrays.stream(named.split(","))
                    .map(String::strip)
                    .filter(group -> !groups.contain(group))
                    .forEach(group -> diagram.refuse(task, "names group " + group + ", which does not exist"));
        }
    }
}

package io.github.integratedresponse.access;

import io.github.integratedresponse.process.Diagram;
import io.github.integratedresponse.process.DiagramCheck;
import java.util.Arrays;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Every group that a task names exists, or nobody would ever see the task. */
@Component
class CandidateGroupCheck implements DiagramCheck {

    private static final Set<String> ROLES = Set.of(Role.ids());

    private final IdentityService identity;

    CandidateGroupCheck(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public void check(Diagram diagram) {
        for (Element task : diagram.elements("userTask")) {
            String groups = Diagram.camunda(task, "candidateGroups");
            // who an expression means shows only when the task is there
            if (groups == null || groups.contains("{")) {
                continue;
            }
            Arrays.stream(groups.split(","))
                    .map(String::strip)
                    .filter(group -> !ROLES.contains(group) && !exists(group))
                    .forEach(group -> diagram.refuse(task, "names group " + group + ", which does not exist"));
        }
    }

    /** Whoever may deploy need not be allowed to list groups. */
    private boolean exists(String group) {
        return Context.getCommandContext()
                .runWithoutAuthorization(
                        () -> identity.createGroupQuery().groupId(group).count() > 0);
    }
}

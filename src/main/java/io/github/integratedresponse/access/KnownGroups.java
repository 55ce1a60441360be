package io.github.integratedresponse.access;

import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The groups that a diagram or a decision may name: the roles of the platform, also before they were ever made, and what administrators added. */
@Component
public class KnownGroups {

    private static final Set<String> ROLES = Set.of(Role.ids());

    private final IdentityService identity;

    KnownGroups(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /** Must run inside a command of the engine. Whoever may deploy need not be allowed to list groups. */
    public boolean contain(String group) {
        return ROLES.contains(group)
                || Context.getCommandContext()
                        .runWithoutAuthorization(
                                () -> identity.createGroupQuery().groupId(group).count() > 0);
    }
}

package io.github.integratedresponse.access;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who is asking. Every door tells the engine, see {@link EngineIdentityFilter}; the platform's own steps run as nobody. */
@Component
class CurrentPerson {

    private final IdentityService identity;

    CurrentPerson(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /** @return null for the platform itself */
    @Nullable
    String id() {
        Authentication asking = identity.getCurrentAuthentication();
        return asking == null ? null : asking.getUserId();
    }
}

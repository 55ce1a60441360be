package io.github.integratedresponse.sla;

import io.github.integratedresponse.notification.Channel;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Where people and roles can be written to. */
@Component
class Addresses {

    private final IdentityService identity;

    Addresses(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /** @return the mail address of a person; empty when none is known that can be written to */
    Optional<String> of(String person) {
        return Optional.ofNullable(identity.createUserQuery().userId(person).singleResult())
                .map(User::getEmail)
                .filter(address -> Channel.MAIL.problemWith(address).isEmpty());
    }

    /** @return the people who have a role */
    Set<String> withRole(String role) {
        return identity.createUserQuery().memberOfGroup(role).list().stream()
                .map(User::getId)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }
}

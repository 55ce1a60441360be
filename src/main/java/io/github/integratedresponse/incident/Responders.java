package io.github.integratedresponse.incident;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The people who can take a part in a response. */
@Component
class Responders {

    static final String INCIDENT_COMMANDER = "incident-commander";
    static final String COMMUNICATIONS_LEAD = "communications-lead";
    static final String AUDITOR = "auditor";

    /** The engine gives people no more at once, see {@code query-max-results-limit}. */
    private static final int MOST = 2_000;

    private final IdentityService identity;

    Responders(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    record Person(String id, String name) {}

    /** @return those who have the role, by id */
    List<Person> withRole(String role) {
        return identity.createUserQuery().memberOfGroup(role).orderByUserId().asc().listPage(0, MOST).stream()
                .map(user -> new Person(user.getId(), name(user)))
                .toList();
    }

    boolean exists(String person) {
        return person.indexOf('\0') < 0
                && identity.createUserQuery().userId(person).count() > 0;
    }

    boolean hasRole(String person, String role) {
        return person.indexOf('\0') < 0
                && identity.createUserQuery().userId(person).memberOfGroup(role).count() > 0;
    }

    private static String name(User user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "))
                .strip();
        return name.isEmpty() ? user.getId() : name + " (" + user.getId() + ")";
    }
}

package io.github.integratedresponse.testing;

import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;

/** Somebody of a test's own, whose password is their id as with the demo accounts. */
public final class Newcomer {

    private Newcomer() {}

    /** @return the id of somebody new with these roles */
    public static String with(IdentityService identity, String... roles) {
        String id = "new" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        User person = identity.newUser(id);
        person.setPassword(id);
        person.setFirstName("Nell");
        person.setLastName(id);
        ((IdentityServiceImpl) identity).saveUser(person, true);
        for (String role : roles) {
            identity.createMembership(id, role);
        }
        return id;
    }
}

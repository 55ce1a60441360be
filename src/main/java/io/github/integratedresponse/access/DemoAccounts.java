package io.github.integratedresponse.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One account for each role, to try the platform with; the password is the name. They are made only on the platform's own database,
 * never on a server.
 */
class DemoAccounts {

    private static final Map<Role, String> NAMES = names();

    private final People people;

    DemoAccounts(People people) {
        this.people = people;
    }

    void establish() {
        NAMES.forEach((role, name) -> {
            if (!people.exists(role.id())) {
                String[] parts = name.split(" ");
                people.create(role.id(), role.id(), parts[0], parts[1], role.id() + "@example.com");
                people.giveRole(role.id(), role);
            }
        });
    }

    private static Map<Role, String> names() {
        Map<Role, String> names = new LinkedHashMap<>();
        names.put(Role.RESPONDER, "Rosa Ferreira");
        names.put(Role.INCIDENT_COMMANDER, "Ilse Commandeur");
        names.put(Role.COMMUNICATIONS_LEAD, "Cormac Leary");
        names.put(Role.PRODUCT_ENGINEER, "Priya Engel");
        names.put(Role.EXECUTIVE, "Emeka Xavier");
        names.put(Role.GOVERNANCE_ANALYST, "Greta Anand");
        names.put(Role.SECURITY_OPERATIONS_MANAGER, "Sami Manninen");
        names.put(Role.PROCESS_OWNER, "Pia Owusu");
        names.put(Role.AUDITOR, "Aud Torsen");
        names.put(Role.ADMINISTRATOR, "Adam Strand");
        return names;
    }
}

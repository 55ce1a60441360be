package io.github.integratedresponse.access;

import java.util.Arrays;
import java.util.stream.Stream;

/** What a person is here to do. Each role is a group of the engine with the same id; a person may have several. */
enum Role {
    RESPONDER("responder", "Responders"),
    INCIDENT_COMMANDER("incident-commander", "Incident commanders"),
    COMMUNICATIONS_LEAD("communications-lead", "Communications leads"),
    PRODUCT_ENGINEER("product-engineer", "Product engineers"),
    EXECUTIVE("executive", "Executives"),
    GOVERNANCE_ANALYST("governance-analyst", "Governance analysts"),
    SECURITY_OPERATIONS_MANAGER("security-operations-manager", "Security operations managers"),
    PROCESS_OWNER("process-owner", "Process owners"),
    AUDITOR("auditor", "Auditors"),
    ADMINISTRATOR("administrator", "Administrators");

    private final String id;
    private final String title;

    Role(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The id of the engine's group, as diagrams name it. */
    String id() {
        return id;
    }

    String title() {
        return title;
    }

    static String[] ids() {
        return ids(values());
    }

    static String[] ids(Role... roles) {
        return Stream.of(roles).map(Role::id).toArray(String[]::new);
    }

    static String[] idsWithout(Role... roles) {
        return Stream.of(values())
                .filter(role -> !Arrays.asList(roles).contains(role))
                .map(Role::id)
                .toArray(String[]::new);
    }
}

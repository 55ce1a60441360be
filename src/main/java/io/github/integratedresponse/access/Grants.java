package io.github.integratedresponse.access;

import static io.github.integratedresponse.access.Role.ADMINISTRATOR;
import static io.github.integratedresponse.access.Role.AUDITOR;
import static io.github.integratedresponse.access.Role.EXECUTIVE;
import static io.github.integratedresponse.access.Role.GOVERNANCE_ANALYST;
import static io.github.integratedresponse.access.Role.INCIDENT_COMMANDER;
import static io.github.integratedresponse.access.Role.PROCESS_OWNER;
import static io.github.integratedresponse.access.Role.SECURITY_OPERATIONS_MANAGER;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;

/**
 * What each role may do in the engine, and no more. Tasks aren't among it: a task is seen and done by the people and teams it is
 * given to, so that an incident stays with those who work on it.
 *
 * @param resourceId the id of the one resource, or {@link Authorization#ANY}
 */
record Grants(Role role, Resource resource, String resourceId, List<Permission> permissions) {

    private static final Permission READ = Permissions.READ;

    /**
     * Processes whose tasks a watch may hand to anybody, and so to itself. Not those in which executives or the board decide: nobody
     * decides in their place by assigning the task to themselves.
     */
    private static final List<String> HANDED_OUT =
            List.of("first-response", "incident-lifecycle", "remediation", "variant-hunt");

    static List<Grants> all() {
        List<Grants> grants = new ArrayList<>();
        for (Role role : Role.values()) {
            if (role != ADMINISTRATOR) {
                grants.addAll(everybody(role));
            }
        }
        grants.addAll(onTheWatch(INCIDENT_COMMANDER));
        grants.addAll(onTheWatch(
                SECURITY_OPERATIONS_MANAGER,
                ProcessDefinitionPermissions.RETRY_JOB,
                ProcessDefinitionPermissions.SUSPEND_INSTANCE));
        for (Role role : List.of(INCIDENT_COMMANDER, SECURITY_OPERATIONS_MANAGER)) {
            HANDED_OUT.forEach(process -> grants.add(new Grants(
                    role, Resources.PROCESS_DEFINITION, process, List.of(ProcessDefinitionPermissions.TASK_ASSIGN))));
        }
        grants.addAll(processOwner());
        grants.add(of(GOVERNANCE_ANALYST, Resources.DECISION_DEFINITION, READ, Permissions.READ_HISTORY));
        grants.addAll(auditor());
        for (Resource resource : Resources.values()) {
            grants.add(of(ADMINISTRATOR, resource, Permissions.ALL));
        }
        return grants;
    }

    /** Tasklist, the names of processes and decisions on one's tasks, and the names of colleagues and teams. */
    private static List<Grants> everybody(Role role) {
        List<Grants> grants = new ArrayList<>();
        grants.add(new Grants(role, Resources.APPLICATION, "tasklist", List.of(Permissions.ACCESS)));
        grants.add(of(role, Resources.USER, READ));
        grants.add(of(role, Resources.GROUP, READ));
        if (!List.of(INCIDENT_COMMANDER, SECURITY_OPERATIONS_MANAGER, PROCESS_OWNER, AUDITOR)
                .contains(role)) {
            grants.add(of(role, Resources.PROCESS_DEFINITION, READ));
        }
        if (role == EXECUTIVE) {
            grants.add(of(role, Resources.DECISION_DEFINITION, READ));
        }
        return grants;
    }

    /** Sees every running process and every task in Cockpit. */
    private static List<Grants> onTheWatch(Role role, Permission... more) {
        List<Permission> permissions = new ArrayList<>(List.of(
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.READ_HISTORY));
        permissions.addAll(List.of(more));
        return List.of(
                new Grants(role, Resources.APPLICATION, "cockpit", List.of(Permissions.ACCESS)),
                new Grants(role, Resources.PROCESS_DEFINITION, Authorization.ANY, permissions),
                of(role, Resources.DECISION_DEFINITION, READ, Permissions.READ_HISTORY),
                of(role, Resources.DECISION_REQUIREMENTS_DEFINITION, READ));
    }

    /** Reads and deploys diagrams and sees how their instances run, but not who has which task. */
    private static List<Grants> processOwner() {
        return List.of(
                new Grants(PROCESS_OWNER, Resources.APPLICATION, "cockpit", List.of(Permissions.ACCESS)),
                of(PROCESS_OWNER, Resources.DEPLOYMENT, READ, Permissions.CREATE),
                of(
                        PROCESS_OWNER,
                        Resources.PROCESS_DEFINITION,
                        ProcessDefinitionPermissions.READ,
                        ProcessDefinitionPermissions.READ_INSTANCE,
                        ProcessDefinitionPermissions.READ_HISTORY),
                of(PROCESS_OWNER, Resources.DECISION_DEFINITION, READ, Permissions.READ_HISTORY),
                of(PROCESS_OWNER, Resources.DECISION_REQUIREMENTS_DEFINITION, READ));
    }

    /** Reads everything, changes nothing. */
    private static List<Grants> auditor() {
        List<Grants> grants = new ArrayList<>(onTheWatch(AUDITOR));
        grants.add(of(AUDITOR, Resources.DEPLOYMENT, READ));
        grants.add(of(AUDITOR, Resources.BATCH, READ, Permissions.READ_HISTORY));
        grants.add(of(AUDITOR, Resources.AUTHORIZATION, READ));
        grants.add(of(AUDITOR, Resources.OPERATION_LOG_CATEGORY, UserOperationLogCategoryPermissions.READ));
        return grants;
    }

    private static Grants of(Role role, Resource resource, Permission... permissions) {
        return new Grants(role, resource, Authorization.ANY, List.of(permissions));
    }
}

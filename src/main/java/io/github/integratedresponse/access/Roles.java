package io.github.integratedresponse.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * Brings the roles into the engine: their groups, their permissions and the task lists they share. What a role may do is part of the
 * platform, so every start makes it so again; for needs of their own administrators make further groups.
 */
@Component
class Roles {

    private static final String WORKFLOW = "WORKFLOW";

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    Roles(IdentityService identity, AuthorizationService authorizations, FilterService filters, TaskService tasks) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    void establish() {
        for (Role role : Role.values()) {
            group(role);
        }
        Grants.all()
                .forEach(grant -> grant(
                        grant.role(),
                        grant.resource(),
                        grant.resourceId(),
                        grant.permissions().toArray(Permission[]::new)));
        list(
                "My teams' tasks",
                "What you or one of your teams can work on, the most urgent first",
                0,
                tasks.createTaskQuery());
        list(
                "Nobody has it yet",
                "What nobody has claimed so far",
                1,
                tasks.createTaskQuery().taskUnassigned());
    }

    private void group(Role role) {
        Group group = identity.createGroupQuery().groupId(role.id()).singleResult();
        if (group == null) {
            group = identity.newGroup(role.id());
            group.setName(role.title());
            group.setType(WORKFLOW);
            identity.saveGroup(group);
        }
    }

    private void grant(Role role, Resource resource, String resourceId, Permission... permissions) {
        Authorization grant = authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .groupIdIn(role.id())
                .resourceType(resource)
                .resourceId(resourceId)
                .singleResult();
        if (grant == null) {
            grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(role.id());
            grant.setResource(resource);
            grant.setResourceId(resourceId);
        } else if (((AuthorizationEntity) grant).getPermissions() == bits(permissions)) {
            return;
        }
        grant.setPermissions(permissions);
        authorizations.saveAuthorization(grant);
    }

    private static int bits(Permission... permissions) {
        return Stream.of(permissions).mapToInt(Permission::getValue).reduce(0, (all, one) -> all | one);
    }

    private void list(String name, String description, int place, TaskQuery what) {
        Filter list = filters.createFilterQuery().filterName(name).singleResult();
        if (list == null) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("description", description);
            shown.put("priority", place);
            shown.put("refresh", true);
            shown.put("showUndefinedVariable", false);
            list = filters.newTaskFilter(name)
                    .setProperties(shown)
                    .setQuery(what.orderByTaskPriority().desc().orderByDueDate().asc());
            filters.saveFilter(list);
        }
        for (Role role : Role.values()) {
            if (role != Role.ADMINISTRATOR) {
                grant(role, Resources.FILTER, list.getId(), Permissions.READ);
            }
        }
    }
}

package io.github.integratedresponse.access;

import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
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
    private final TaskLists lists;

    Roles(IdentityService identity, AuthorizationService authorizations, TaskLists lists) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.lists = lists;
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
        lists.establish().forEach((list, id) -> {
            for (Role role : Role.values()) {
                if (list.readBy(role)) {
                    grant(role, Resources.FILTER, id, Permissions.READ);
                } else {
                    granted(role, Resources.FILTER, id)
                            .ifPresent(grant -> authorizations.deleteAuthorization(grant.getId()));
                }
            }
        });
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
        Authorization grant = granted(role, resource, resourceId).orElse(null);
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

    private Optional<Authorization> granted(Role role, Resource resource, String resourceId) {
        return Optional.ofNullable(authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .groupIdIn(role.id())
                .resourceType(resource)
                .resourceId(resourceId)
                .singleResult());
    }

    private static int bits(Permission... permissions) {
        return Stream.of(permissions).mapToInt(Permission::getValue).reduce(0, (all, one) -> all | one);
    }
}

package io.github.integratedresponse.access;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyLengthRuleImpl;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyUserDataRuleImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the engine who administers it, what an id may look like, what a password must be, and what a task gives its people. */
@Component
class EngineAccess extends AbstractProcessEnginePlugin {

    static final int SHORTEST_PASSWORD = 12;

    /** Letters and digits, joined by single dots, dashes, underscores or one at-sign: {@code incident-commander}, {@code jane.doe@example.com}. */
    static final String IDS = "[a-zA-Z0-9]+([._@-][a-zA-Z0-9]+)*";

    private final SignInThrottle throttle;

    private final TokenStore tokens;
    private final WebSessions sessions;
    private final SignInRecord record;
    private final PasswordDoor door;

    EngineAccess(
            SignInThrottle throttle, TokenStore tokens, WebSessions sessions, SignInRecord record, PasswordDoor door) {
        this.throttle = throttle;
        this.tokens = tokens;
        this.sessions = sessions;
        this.record = record;
        this.door = door;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setAdminGroups(new ArrayList<>(List.of(Role.ADMINISTRATOR.id())));
        engine.setGeneralResourceWhitelistPattern(IDS);
        engine.setIdentityService(new GuardedIdentity(throttle, tokens, sessions, record, door));
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(new LongPasswords());
        engine.setResourceAuthorizationProvider(new TasksOfTheTeam());
        List<SessionFactory> factories = new ArrayList<>();
        if (engine.getCustomSessionFactories() != null) {
            factories.addAll(engine.getCustomSessionFactories());
        }
        factories.add(new EveryGroup());
        engine.setCustomSessionFactories(factories);
    }

    /** Makes the permissions of each command, for all groups of a person. */
    private static class EveryGroup implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return AuthorizationManager.class;
        }

        @Override
        public Session openSession() {
            return new AuthorizationManager() {

                /** The engine leaves out groups without any permission, which takes longer than to ask for them too. */
                @Override
                public List<String> filterAuthenticatedGroupIds(@Nullable List<String> groups) {
                    return groups == null ? List.of() : new ArrayList<>(groups);
                }
            };
        }
    }

    /** Length is what makes a password strong (NIST SP 800-63B, section 3.1.1); rules of composition are not. */
    private static class LongPasswords implements PasswordPolicy {

        @Override
        public List<PasswordPolicyRule> getRules() {
            return List.of(new PasswordPolicyLengthRuleImpl(SHORTEST_PASSWORD), new PasswordPolicyUserDataRuleImpl());
        }
    }

    /** Whoever may work on a task may also give it back or hand it to a colleague, which the engine's default withholds. */
    private static class TasksOfTheTeam extends DefaultAuthorizationProvider {

        @Override
        protected Permission[] getRuntimePermissions(boolean enforceSpecificVariablePermission) {
            List<Permission> permissions =
                    new ArrayList<>(List.of(super.getRuntimePermissions(enforceSpecificVariablePermission)));
            permissions.add(TaskPermissions.TASK_ASSIGN);
            return permissions.toArray(Permission[]::new);
        }

        /** A task that begins in this very step was given to nobody before, so the engine need not look. */
        @Override
        protected @Nullable AuthorizationEntity getGrantAuthorization(
                String taskId, @Nullable String userId, @Nullable String groupId, Resource resource) {
            CachedDbEntity task = Context.getCommandContext()
                    .getDbEntityManager()
                    .getDbEntityCache()
                    .getCachedEntity(TaskEntity.class, taskId);
            return task != null && task.getEntityState() == DbEntityState.TRANSIENT
                    ? null
                    : super.getGrantAuthorization(taskId, userId, groupId, resource);
        }
    }
}

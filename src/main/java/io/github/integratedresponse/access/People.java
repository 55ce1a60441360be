package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.springframework.stereotype.Component;

/** The people the engine knows, as the start of the platform needs them. */
@Component
class People {

    /** As many as the engine lets a person's query ask for. */
    private static final int MOST_GROUPS = 2_000;

    private final AuditLog log;
    private final IdentityService identity;
    private final ProcessEngineConfigurationImpl engine;

    People(ProcessEngine engine, AuditLog log) {
        this.log = log;
        this.identity = engine.getIdentityService();
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    boolean exists(String id) {
        return identity.createUserQuery().userId(id).count() > 0;
    }

    /** @return the platform's roles that this person has, none when there is no such person; groups of your own are left out */
    List<String> roles(String id) {
        return identity.createGroupQuery().groupMember(id).listPage(0, MOST_GROUPS).stream()
                .map(Group::getId)
                .filter(Set.of(Role.ids())::contains)
                .toList();
    }

    boolean anyWith(Role role) {
        return identity.createUserQuery().memberOfGroup(role.id()).count() > 0;
    }

    /** Makes a person whatever the rules for passwords say; those who call know why. */
    void create(String id, String password, String firstName, String lastName, String email) {
        User person = identity.newUser(id);
        person.setPassword(password);
        person.setFirstName(firstName);
        person.setLastName(lastName);
        person.setEmail(email);
        ((IdentityServiceImpl) identity).saveUser(person, true);
    }

    void giveRole(String id, Role role) {
        if (identity.createUserQuery().userId(id).memberOfGroup(role.id()).count() == 0) {
            identity.createMembership(id, role.id());
            // nobody is signed in, so the engine's operation log leaves it out
            log.append(new AuditEvent(
                    Category.PERMISSION,
                    "role-given",
                    "system",
                    id,
                    "The start of the platform gave the role " + role.id()));
        }
    }

    /** @return the ids of those, among these, whose password is their own id */
    List<String> withTheirNameAsPassword(List<String> ids) {
        return ids.stream()
                .map(id -> identity.createUserQuery().userId(id).singleResult())
                .filter(UserEntity.class::isInstance)
                .map(UserEntity.class::cast)
                // not by signing in: a wrong guess would count as an attack and lock the person out
                .filter(person -> person.getPassword() != null
                        && engine.getPasswordManager()
                                .check(
                                        EncryptionUtil.saltPassword(person.getId(), person.getSalt()),
                                        person.getPassword()))
                .map(UserEntity::getId)
                .toList();
    }
}

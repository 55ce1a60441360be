package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.access.Restrictions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who may work on which task, asked of the engine's permissions for somebody else than the person asking. */
@Component
class WorkingPeople {

    /** The engine gives no more at once, see {@code query-max-results-limit}. */
    private static final int MOST = 2_000;

    private static final int MOST_SHOWN = 500;

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final Restrictions restrictions;

    WorkingPeople(
            @Lazy IdentityService identity, @Lazy AuthorizationService authorizations, Restrictions restrictions) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.restrictions = restrictions;
    }

    /** @return the teams of the person asking */
    List<String> teamsOfWhoAsks() {
        Authentication asking = identity.getCurrentAuthentication();
        return asking == null ? List.of() : Objects.requireNonNullElse(asking.getGroupIds(), List.of());
    }

    boolean exists(String person) {
        return person.indexOf('\0') < 0
                && identity.createUserQuery().userId(person).count() > 0;
    }

    List<String> teamsOf(String person) {
        return identity.createGroupQuery().groupMember(person).listPage(0, MOST).stream()
                .map(Group::getId)
                .toList();
    }

    /** The same that the engine asks when this person claims the task. */
    boolean mayWork(String person, List<String> teams, Task task) {
        String process = task.getProcessDefinitionId().split(":", 2)[0];
        return authorizations.isUserAuthorized(person, teams, TaskPermissions.TASK_WORK, Resources.TASK, task.getId())
                || authorizations.isUserAuthorized(person, teams, Permissions.UPDATE, Resources.TASK, task.getId())
                || authorizations.isUserAuthorized(
                        person, teams, ProcessDefinitionPermissions.TASK_WORK, Resources.PROCESS_DEFINITION, process)
                || authorizations.isUserAuthorized(
                        person, teams, ProcessDefinitionPermissions.UPDATE_TASK, Resources.PROCESS_DEFINITION, process);
    }

    /** @return whether the task is part of no restricted incident, or of one on whose team this person is */
    boolean mayKnow(String person, Task task) {
        return task.getTenantId() == null || restrictions.onTheTeam(person, task.getTenantId());
    }

    /** @return the people of these teams without one, by their ids */
    List<Colleague> of(Collection<String> teams, String without) {
        Map<String, User> people = new LinkedHashMap<>();
        Map<String, TreeSet<String>> memberships = new LinkedHashMap<>();
        for (String team : teams) {
            identity.createUserQuery()
                    .memberOfGroup(team)
                    .orderByUserId()
                    .asc()
                    .listPage(0, MOST_SHOWN)
                    .forEach(user -> {
                        people.put(user.getId(), user);
                        memberships
                                .computeIfAbsent(user.getId(), id -> new TreeSet<>())
                                .add(team);
                    });
        }
        return people.values().stream()
                .filter(user -> !user.getId().equals(without))
                .map(user -> new Colleague(
                        user.getId(), name(user), List.copyOf(memberships.getOrDefault(user.getId(), new TreeSet<>()))))
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .limit(MOST_SHOWN)
                .toList();
    }

    private static String name(User user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "))
                .strip();
        return name.isEmpty() ? user.getId() : name;
    }
}

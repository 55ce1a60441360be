package io.github.integratedresponse.access;

import static io.github.integratedresponse.access.Role.AUDITOR;
import static io.github.integratedresponse.access.Role.EXECUTIVE;
import static io.github.integratedresponse.access.Role.GOVERNANCE_ANALYST;
import static io.github.integratedresponse.access.Role.INCIDENT_COMMANDER;
import static io.github.integratedresponse.access.Role.PROCESS_OWNER;
import static io.github.integratedresponse.access.Role.PRODUCT_ENGINEER;
import static io.github.integratedresponse.access.Role.RESPONDER;
import static io.github.integratedresponse.access.Role.SECURITY_OPERATIONS_MANAGER;

import io.github.integratedresponse.process.QueryWord;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The lists in Tasklist that the platform brings, in the order they are shown; the first one is open when somebody comes. None shows a
 * task that its reader may not see. They carry no order: Tasklist asks for one, see {@code task-lists.js}.
 */
enum TaskList {
    TEAMS(
            "My teams' tasks",
            "What you or one of your teams can work on, also what a colleague has",
            who -> who != AUDITOR,
            all -> all.taskCandidateUserExpression(QueryWord.ME.text()).includeAssignedTasks()),

    MINE(
            "My tasks",
            "What you claimed, and what others gave to you",
            who -> who != AUDITOR,
            all -> all.taskAssigneeExpression(QueryWord.ME.text())),

    UNCLAIMED(
            "Unassigned SEV0–1",
            "What nobody has claimed so far, of the two highest severities",
            who -> who != PROCESS_OWNER,
            // ${sla.priority(execution)}: 100 and 80
            all -> all.taskUnassigned().taskMinPriority(80)),

    WITHIN_THE_HOUR(
            "Due within the hour", "What is due in the next sixty minutes", who -> true, all -> all.dueAfterExpression(
                            QueryWord.NOW.text())
                    .dueBeforeExpression(QueryWord.IN_AN_HOUR.text())),

    OVERDUE(
            "Overdue",
            "What should have been done by now",
            who -> true,
            all -> all.dueBeforeExpression(QueryWord.NOW.text())),

    REVIEWS_THIS_WEEK(
            "SLRs this week",
            "What is to be done for Security LiveSite Reviews before next Monday, 00:00 UTC, and what is late",
            List.of(
                    INCIDENT_COMMANDER,
                    PRODUCT_ENGINEER,
                    EXECUTIVE,
                    GOVERNANCE_ANALYST,
                    SECURITY_OPERATIONS_MANAGER,
                    AUDITOR)::contains,
            all -> all.processDefinitionKey("security-livesite-review")
                    .dueBeforeExpression(QueryWord.NEXT_MONDAY.text())),

    MY_REPAIR_ITEMS(
            "My repair items",
            "The steps of repair items that you have",
            List.of(RESPONDER, PRODUCT_ENGINEER, GOVERNANCE_ANALYST, SECURITY_OPERATIONS_MANAGER, EXECUTIVE)::contains,
            all -> all.processDefinitionKey("repair-item").taskAssigneeExpression(QueryWord.ME.text())),

    EVERYTHING(
            "All open tasks",
            "Every task, whoever has it",
            List.of(INCIDENT_COMMANDER, SECURITY_OPERATIONS_MANAGER, AUDITOR)::contains,
            all -> all);

    private final String title;
    private final String description;
    private final Predicate<Role> readers;
    private final UnaryOperator<TaskQuery> narrowed;

    TaskList(String title, String description, Predicate<Role> readers, UnaryOperator<TaskQuery> narrowed) {
        this.title = title;
        this.description = description;
        this.readers = readers;
        this.narrowed = narrowed;
    }

    /** What the list is known by when it was renamed. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** The names that the list had before, if any. */
    List<String> formerTitles() {
        return this == UNCLAIMED ? List.of("Nobody has it yet") : List.of();
    }

    /** Whether people with this role find the list; administrators see every list there is. */
    boolean readBy(Role role) {
        return role != Role.ADMINISTRATOR && readers.test(role);
    }

    TaskQuery of(TaskQuery all) {
        return narrowed.apply(all);
    }
}

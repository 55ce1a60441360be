package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.integratedresponse.repair.RepairItem;
import io.github.integratedresponse.repair.RepairItems;
import io.github.integratedresponse.review.ItemClass;
import io.github.integratedresponse.review.ProposedRepairItems;
import io.github.integratedresponse.review.RepairProposal;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lists that everybody finds in Tasklist: the right tasks, what is due next first, and a number that stays true. The person sees
 * nothing but what is given to them here, whatever other tests leave behind.
 */
@PlatformTest
class TaskListsBrowserTest {

    private static final String PASSWORD = "a-long-enough-password";

    private static final List<String> LISTS = List.of(
            "My teams' tasks",
            "My tasks",
            "Unassigned SEV0–1",
            "Due within the hour",
            "Overdue",
            "SLRs this week",
            "My repair items");

    /** A Wednesday; the week ends on Monday the 9th. */
    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

    private static Chromium chromium;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String person = "lists-" + run;
    private final List<String> started = new ArrayList<>();

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private FilterService filters;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ProposedRepairItems proposals;

    @Autowired
    private RepairItems items;

    private Instant before = NOW;
    private String unclaimed = "";

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void aPersonAndTheirTasks() {
        before = clock.instant();
        clock.set(NOW);
        assertThat(http.post(
                                "administrator",
                                "/engine-rest/user/create",
                                "{\"profile\":{\"id\":\"%1$s\",\"firstName\":\"Lena\",\"lastName\":\"Lists\",\"email\":\"l@example.com\"},\"credentials\":{\"password\":\"%2$s\"}}"
                                        .formatted(person, PASSWORD))
                        .statusCode())
                .isEqualTo(204);
        identity.createMembership(person, "process-owner");
        // what other tests let come so late that it was escalated to process owners
        runtime.deleteProcessInstancesIfExists(
                tasks.createTaskQuery().taskCandidateGroup("process-owner").list().stream()
                        .map(Task::getProcessInstanceId)
                        .toList(),
                "Nobody of another test waits for it",
                true,
                true,
                true);
        filters.createTaskFilterQuery().list().stream()
                .filter(filter -> LISTS.contains(filter.getName()))
                .forEach(this::mayRead);

        task("overdue", response(), NOW.minus(Duration.ofMinutes(10)), 80, "responder");
        unclaimed = task("unclaimed", response(), NOW.plus(Duration.ofMinutes(30)), 100, null);
        task("mine", response(), NOW.plus(Duration.ofHours(3)), 60, person);
        task("review", begun("security-livesite-review", "schedule"), Instant.parse("2026-03-08T23:59:00Z"), 50, null);
        task(
                "next week",
                begun("security-livesite-review", "schedule"),
                Instant.parse("2026-03-09T00:00:00Z"),
                50,
                null);
        task("undated", response(), null, 20, null);
        tasks.setAssignee(named("repair", repairItem(), NOW.plus(Duration.ofDays(20)), 50), person);
    }

    @AfterEach
    void nothingIsLeft() {
        started.forEach(instance -> {
            if (runtime.createProcessInstanceQuery().processInstanceId(instance).count() == 1) {
                runtime.deleteProcessInstance(instance, "The test is over");
            }
        });
        clock.set(before);
    }

    @Test
    void eachListHasItsTasksInTheirOrderAndANumberThatStaysTrue() {
        try (Tasklist tasklist = Tasklist.signIn(chromium.browser(), http.base(), person, PASSWORD)) {
            Page page = tasklist.page();
            page.clock().setFixedTime(NOW.toEpochMilli());
            page.navigate(http.base() + "/camunda/app/tasklist/default/");
            assertThat(page.locator(".task-filter h4")).hasCount(LISTS.size());
            numbers(page, "6", "2", "1", "1", "1", "1", "1");
            assertThat(page.locator(".task-filter h4 a").allTextContents())
                    .satisfies(titles -> assertThat(titles.stream()
                                    .map(title ->
                                            title.strip().split("\n", 2)[0].strip())
                                    .toList())
                            .containsExactlyElementsOf(LISTS));

            holds(page, "My teams' tasks", "overdue", "unclaimed", "mine", "review", "next week", "undated");
            assertThat(cards(page))
                    .containsExactly(
                            "SEV1 late by 10 min",
                            "SEV0 30 min left",
                            "SEV2 3 h left",
                            "4 d 13 h left",
                            "4 d 14 h left",
                            "SEV4");
            Accessibility.check(page, "a list of tasks", ".task-filters");
            Accessibility.check(page, "the tasks of a list", ".tasks-list");
            page.mouse().move(700, 600);
            page.waitForTimeout(500);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", "task-lists.png")));
            holds(page, "My tasks", "mine", "repair");
            holds(page, "Unassigned SEV0–1", "unclaimed");
            holds(page, "Due within the hour", "unclaimed");
            holds(page, "Overdue", "overdue");
            holds(page, "SLRs this week", "review");
            holds(page, "My repair items", "repair");

            assertThat(page.getByText("Create task")).not().isVisible();
            // a link without a list opens the first one, and a change of lists closes the task
            holds(page, "My teams' tasks", "overdue", "unclaimed", "mine", "review", "next week", "undated");
            tasklist.claim(unclaimed, "unclaimed");
            numbers(page, "6", "3", "0", "1", "1", "1", "1");
            tasklist.complete();
            numbers(page, "5", "2", "0", "0", "1", "1", "1");

            // what others did is seen by whoever comes back to the page
            tasks.setAssignee(first("mine"), "responder");
            page.clock().setFixedTime(NOW.plusSeconds(25).toEpochMilli());
            page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
            numbers(page, "5", "1", "0", "0", "1", "1", "1");
            assertThat(tasklist.scriptErrors()).isEmpty();
        }
    }

    private static void numbers(Page page, String... expected) {
        assertThat(page.locator(".task-filter .response-count")).hasText(expected);
    }

    private void holds(Page page, String list, String... expected) {
        page.locator(".task-filter h4 a")
                .filter(new Locator.FilterOptions().setHasText(list))
                .first()
                .click();
        Locator names = page.locator(".tasks-list h4.task a");
        assertThat(names)
                .containsText(
                        List.of(expected).stream().map(name -> name + " " + run).toArray(String[]::new));
    }

    private static List<String> cards(Page page) {
        return page.locator(".response-card").all().stream()
                .map(card -> String.join(" ", card.locator(".response-chip").allTextContents()))
                .toList();
    }

    private void mayRead(Filter filter) {
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId(person);
        grant.setResource(Resources.FILTER);
        grant.setResourceId(filter.getId());
        grant.addPermission(Permissions.READ);
        authorizations.saveAuthorization(grant);
    }

    private Task response() {
        String number = PlantedIncident.send(http, sql, engine, "lists-" + UUID.randomUUID())
                .number();
        return engine.task(number, "acknowledge");
    }

    private Task repairItem() {
        long session = System.nanoTime();
        proposals.propose(
                new RepairProposal(
                        null,
                        session,
                        null,
                        null,
                        "Alert when an audit trail stops",
                        "Nobody noticed for a day.",
                        ItemClass.PREVENT,
                        "Olga Owner",
                        null,
                        null,
                        null,
                        null,
                        null),
                "executive");
        RepairItem item = items.open(proposals.proposedForSession(session).get(0), "system");
        String instance = engine.start("repair-item", item.number(), Map.of("repairItemId", item.id()))
                .getId();
        started.add(instance);
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("acceptRepair")
                .singleResult();
    }

    private Task begun(String process, String at) {
        String instance = runtime.createProcessInstanceByKey(process)
                .businessKey("lists-" + UUID.randomUUID())
                .startBeforeActivity(at)
                .execute()
                .getId();
        started.add(instance);
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(at)
                .singleResult();
    }

    private String task(String name, Task task, @Nullable Instant due, int priority, @Nullable String assignee) {
        String id = named(name, task, due, priority);
        tasks.addCandidateUser(id, person);
        tasks.setAssignee(id, assignee);
        return id;
    }

    private String named(String name, Task task, @Nullable Instant due, int priority) {
        task.setName(name + " " + run);
        task.setDueDate(due == null ? null : Date.from(due));
        task.setPriority(priority);
        tasks.saveTask(task);
        return task.getId();
    }

    private String first(String name) {
        return tasks.createTaskQuery().taskName(name + " " + run).singleResult().getId();
    }
}

package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.integratedresponse.testing.ComparedProcess.CUT_SHORT;
import static io.github.integratedresponse.testing.ComparedProcess.LATE;
import static io.github.integratedresponse.testing.ComparedProcess.LEFT_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.integratedresponse.testing.ComparedProcess;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the platform adds to Cockpit's pages of a process and of its instances, through the real Cockpit. */
@PlatformTest
class CockpitProcessBrowserTest {

    /** Cockpit asks who is signed in before anybody is, and for a start page that is shut here. */
    private static final Pattern OF_CAMUNDA =
            Pattern.compile("status of 40[134] .*\\|[^|]*(/auth/user/default|/camunda-welcome)[:\\d]*$");

    private static final Duration IN_TIME = Duration.ofMinutes(5);

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private ProcessEngine processes;

    @Autowired
    private Engine engine;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;
    private ComparedProcess process;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void somethingToSee() {
        process = new ComparedProcess(processes, clock).deploy();
        process.runAll(LATE, CUT_SHORT);
        process.runAll(IN_TIME, LEFT_FIRST, LEFT_FIRST);
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setLocale("en-GB"));
        page = context.newPage();
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text() + " |" + message.location());
            }
        });
    }

    @AfterEach
    void nothingToComplainOf() {
        context.close();
        complaints.removeIf(complaint -> OF_CAMUNDA.matcher(complaint).find());
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }

    @Test
    void aProcessShowsItsPromisesPathsAndVersions() {
        process.deploy().runAll(IN_TIME, LEFT_FIRST);
        signIn("process-owner");
        go("/process-definition/" + process.definition(1) + "/runtime?detailsTab=response-process-sla");

        Locator row = row("Acknowledge");
        assertThat(row).containsText("66.7 %");
        Accessibility.check(page, "the tab SLA of a process", ".response-process");

        button("Versions").click();
        assertThat(row("Version 1")).containsText("80.0 %");
        assertThat(row("Version 2")).containsText("100.0 %");
        Accessibility.check(page, "the versions of a process", ".response-process");

        button("Paths").click();
        assertThat(page.getByText("The most usual: ")).isVisible();
        assertThat(row("Cut short")).containsText("33.3 %");
        button("Show path 2 on the diagram").click();
        assertThat(page.locator(".djs-element.response-path[data-element-id=cut]"))
                .hasCount(1);
        assertThat(page.locator(".djs-element.response-path[data-element-id=f3]"))
                .hasCount(1);
        assertThat(page.locator(".djs-element.response-path[data-element-id=left]"))
                .hasCount(0);
        Accessibility.check(page, "the paths through a process", ".response-process");

        button("Finished instances").click();
        page.getByLabel("With a late clock only").check();
        assertThat(page.getByText("1 instance", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        Accessibility.check(page, "the finished instances of a process", ".response-process");
        page.locator(".response-process th a").first().click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("The way it took")))
                .isVisible();
        assertThat(row("Cut short")).isVisible();
        assertThat(page.getByText("Met late", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        Accessibility.check(page, "the page of a finished instance", ".response-finished");
    }

    @Test
    void theDiagramShowsWherePromisesBreakAndWhatTakesLong() {
        signIn("incident-commander");
        go("/process-definition/" + process.definition(1) + "/runtime?detailsTab=response-process-sla");
        assertThat(row("Acknowledge")).isVisible();

        Locator heat = page.getByLabel("Heat on the diagram");
        heat.selectOption("broken");
        assertThat(page.locator(".djs-element.response-heat-3[data-element-id=acknowledge]"))
                .hasCount(1);
        assertThat(page.locator(".djs-element.response-heat-0[data-element-id=left]"))
                .hasCount(1);
        assertThat(page.locator(".response-badge", new Page.LocatorOptions().setHasText("33 %")))
                .isVisible();

        heat.selectOption("time");
        assertThat(page.locator(".djs-element.response-heat-4[data-element-id=acknowledge]"))
                .hasCount(1);
        assertThat(page.locator(".response-badge", new Page.LocatorOptions().setHasText("5 min")))
                .isVisible();
        assertThat(page.locator(".response-heat-legend")).containsText("version 1");
        Accessibility.check(page, "the heat on the diagram", ".response-heat");

        button("Elements").click();
        assertThat(row("Acknowledge")).containsText("33.3 %");
        assertThat(row("Look right again")).containsText("1 s");
        Accessibility.check(page, "the elements of a process", ".response-process");

        heat.selectOption("");
        assertThat(page.locator(".response-badge")).hasCount(0);
    }

    @Test
    void anInstanceShowsItsClocksAndItsIncident() {
        String incident = PlantedIncident.send(http, jdbc, engine, "cockpit-" + UUID.randomUUID())
                .number();
        String instance = processes
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident)
                .processDefinitionKey("incident-lifecycle")
                .singleResult()
                .getId();
        signIn("security-operations-manager");
        go("/process-instance/" + instance + "/runtime?tab=response-instance-sla");

        assertThat(row("Acknowledge")).containsText("In time");
        button("Ledger of Acknowledge").click();
        assertThat(page.locator(".response-below").first()).containsText("Started");
        Accessibility.check(page, "the clocks of an instance", ".response-process");

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Incident").setExact(true))
                .last()
                .click();
        assertThat(page.locator(".response-station")).hasCount(6);
        assertThat(page.locator(".response-loop")).containsText("First response (runs)");
        assertThat(page.getByText("Incident opened: ").first()).isVisible();
        Accessibility.check(page, "the incident of an instance", ".response-process");
    }

    private Locator row(String name) {
        return page.locator(".response tr", new Page.LocatorOptions().setHasText(name))
                .first();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void signIn(String person) {
        // periods end when the platform says so
        context.clock().setFixedTime(Date.from(clock.instant()));
        go("/");
        SignIn.as(page, person);
        assertThat(page.getByPlaceholder("Username")).not().isVisible();
    }

    private void go(String part) {
        page.navigate(http.base() + "/camunda/app/cockpit/default/#" + part);
    }
}

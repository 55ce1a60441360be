package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.github.integratedresponse.tasklist.OpenWork;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands beside a form in the real Tasklist, on a narrow and on a wide screen. */
@PlatformTest
class BesideFormBrowserTest {

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> errors = new ArrayList<>();
    private OpenWork work;
    private Instant before = Instant.EPOCH;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void work() {
        before = clock.instant();
        work = new OpenWork(http, jdbc, engine, before);
    }

    @AfterEach
    void nothingWentWrong() {
        clock.set(before);
        assertThat(errors).as("console").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1920})
    void aFormIsFilledInAndCompletedWithItsIncidentInSight(int width) {
        String hostile = Watch.PAYLOADS.get(0) + work.mark;
        String number = work.incident(hostile, "http://evil.example/" + Watch.PAYLOADS.get(1));
        work.affects(
                work.keptIncident(work.findingType, "CLOSED", "RESOLVED", "Freeze the role " + work.mark),
                work.product);
        try (Tasklist tasklist = signedIn("responder", width)) {
            Page page = tasklist.page();
            Watch watch = Watch.over(page.context(), http.base());
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().endsWith("/context")) {
                    asked.add(request.url());
                }
            });
            tasklist.claim(engine.task(number, "acknowledge").getId(), number);
            Locator beside = page.locator("aside.response-beside");
            assertThat(beside).isVisible();
            Locator head = beside.locator(".response-strip");
            assertThat(head).containsText(number);
            assertThat(head).containsText(Watch.PAYLOADS.get(0));
            assertThat(head.locator(".response-chip").first()).hasText(Pattern.compile("SEV\\d"));
            if (width == 1280) {
                assertThat(head.locator("[data-clock=acknowledge]")).containsText("left");
                assertApart(beside, page.locator(".fjs-form").first());
                page.locator(".response-toggle").click();
            }
            assertApart(beside, page.locator(".fjs-form").first());

            Locator own = beside.locator(".response-clock[data-clock=acknowledge]");
            assertThat(own.locator(".response-left")).hasText(Pattern.compile(".* left"));
            assertThat(own).containsText("UTC");
            assertThat(section(beside, "products")).containsText("owner.of.it@example.com");
            assertThat(section(beside, "signals")).containsText("hxxp://evil[.]example/" + Watch.PAYLOADS.get(1));
            assertThat(section(beside, "signals")
                            .locator("button:has-text('Copy original')")
                            .first())
                    .isVisible();
            assertThat(section(beside, "similar")).containsText("same finding type, same product");
            assertThat(section(beside, "similar")).containsText("Freeze the role " + work.mark);
            assertThat(section(beside, "timeline").locator("time").first()).containsText("UTC");
            watch.clean(page, "beside the form");
            Accessibility.check(page, "what stands beside a form at " + width, "aside.response-beside");

            tasklist.fill("First thoughts", "Looks real");
            double top = box(tasklist.field("First thoughts")).y;
            page.waitForTimeout(1200);
            assertThat(tasklist.field("First thoughts")).hasValue("Looks real");
            assertThat(tasklist.field("First thoughts")).isFocused();
            assertThat(box(tasklist.field("First thoughts")).y).isEqualTo(top);
            assertThat(asked).as("one request for everything").hasSize(1);

            tasklist.complete();
            tasklist.assertTaskGone("Acknowledge");
            assertThat(beside).isHidden();
            assertThat(tasklist.scriptErrors()).isEmpty();
        }
        engine.runDueJobs(number);
        assertThat(engine.task(number, "triage")).isNotNull();
    }

    @Test
    void theTabIncidentShowsEverythingAndOlderLines() {
        String number = work.incident("In the tab " + work.mark, "198.51.100.77");
        long incident = work.idOf(number);
        for (int i = 0; i < 30; i++) {
            jdbc.sql(
                            "insert into response.timeline (incident_id, at, kind, actor, text) values (?, ?, 'note', 'tester', ?)")
                    .params(incident, clock.instant().atOffset(ZoneOffset.UTC), "Line " + i)
                    .update();
        }
        try (Tasklist tasklist = signedIn("responder", 1920)) {
            Page page = tasklist.page();
            tasklist.open(engine.task(number, "acknowledge").getId());
            page.locator(".nav-tabs")
                    .getByText("Incident", new Locator.GetByTextOptions().setExact(true))
                    .click();
            Locator tab = page.locator(".response-tab");
            assertThat(tab.locator("h2")).containsText(number);
            Locator lines = section(tab, "timeline").locator(".response-timeline > li");
            assertThat(lines).hasCount(20);
            assertThat(lines.first()).containsText("Line 29");
            section(tab, "timeline").getByText("Show older lines").click();
            assertThat(lines.last()).containsText("Incident opened");
            assertThat(section(tab, "timeline").getByText("Show older lines")).isHidden();
            Accessibility.check(page, "the tab Incident", ".response-tab");
            assertThat(tasklist.scriptErrors()).isEmpty();
        }
    }

    @Test
    void promisesThatAreLateAndThatStandStillSaySo() {
        String number = work.incident("Late " + work.mark, "x");
        long paused = work.keptIncident(work.findingType, "REMEDIATION", "", "");
        work.affects(paused, work.product);
        Task waits = work.waiting(paused);
        clock.advance(Duration.ofDays(3).plusMinutes(12));
        try (Tasklist tasklist = signedIn("security-operations-manager", 1920)) {
            Page page = tasklist.page();
            tasklist.open(engine.task(number, "acknowledge").getId());
            Locator acknowledge = page.locator("aside .response-clock[data-clock=acknowledge]");
            assertThat(acknowledge.locator(".response-left")).hasText(Pattern.compile("late by \\d+ d.*"));
            assertThat(acknowledge).hasAttribute("data-risk", "OVERDUE");

            tasklist.open(waits.getId());
            Locator mitigate = page.locator("aside .response-clock[data-clock=mitigate]");
            assertThat(mitigate.locator(".response-left"))
                    .hasText("paused: waits for ACME: Only they can patch it, 3 d so far");
            assertThat(mitigate).containsText("Ledger " + work.mark);
            assertThat(page.locator("aside .response-strip")).containsText(work.numberOf(paused));
        }
    }

    @Test
    void secondsCountDownWhenLittleTimeIsLeft() {
        String number = work.incident("Soon " + work.mark, "x");
        Task acknowledge = engine.task(number, "acknowledge");
        clock.set(acknowledge.getDueDate().toInstant().minusSeconds(90));
        try (Tasklist tasklist = signedIn("responder", 1920)) {
            Page page = tasklist.page();
            tasklist.open(acknowledge.getId());
            Locator left = page.locator("aside .response-clock[data-clock=acknowledge] .response-left");
            assertThat(left).hasText(Pattern.compile("(1 min( \\d+ s)?|\\d+ s) left"));
            String first = left.innerText();
            assertThat(left).not().hasText(first);
            assertThat(left).hasAttribute("aria-live", "off");
        }
    }

    @Test
    void tasksOfNoIncidentAndOfReviewsSayWhatIsKnown() {
        Task repair = work.repairItem("Watch it " + Watch.PAYLOADS.get(0));
        long reviewed = work.keptIncident(work.findingType, "REVIEW", "", "");
        Task review = work.review(reviewed);
        try (Tasklist tasklist = signedIn("security-operations-manager", 1280)) {
            Page page = tasklist.page();
            Watch watch = Watch.over(page.context(), http.base());
            tasklist.open(repair.getId());
            Locator beside = page.locator("aside.response-beside");
            assertThat(beside.locator(".response-strip")).containsText(Watch.PAYLOADS.get(0));
            assertThat(beside.locator(".response-strip [data-clock=repair-accept]"))
                    .containsText("left");
            page.locator(".response-toggle").click();
            assertThat(section(beside, "subjects")).containsText("Olga Owner");
            assertThat(section(beside, "incident")).isHidden();
            watch.clean(page, "a repair item");
            Accessibility.check(page, "a repair item", "aside.response-beside");

            tasklist.open(review.getId());
            assertThat(beside.locator(".response-strip")).containsText(work.numberOf(reviewed));
            assertThat(section(beside, "subjects")).containsText("Security LiveSite Review");
            assertThat(section(beside, "links")).containsText("Open its process in Cockpit");
            assertThat(tasklist.scriptErrors()).isEmpty();
        }
    }

    private Tasklist signedIn(String person, int width) {
        Tasklist tasklist = Tasklist.signIn(chromium.browser(), http.base(), person, person);
        tasklist.page().setViewportSize(width, width == 1280 ? 800 : 1080);
        tasklist.page().onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        return tasklist;
    }

    private static Locator section(Locator around, String key) {
        return around.locator(".response-section[data-section=" + key + "]");
    }

    private static BoundingBox box(Locator element) {
        return element.boundingBox();
    }

    /** Neither covers the other, and both are wide enough to be read. */
    private static void assertApart(Locator beside, Locator form) {
        BoundingBox one = box(beside);
        BoundingBox other = box(form.locator("xpath=ancestor::div[contains(@class, 'three-cols-layout-cell')][1]"));
        assertThat(other.x + other.width <= one.x + 1 || one.y + one.height <= other.y + 1)
                .as("the task at %s, %s and what stands beside it at %s, %s", other.x, other.y, one.x, one.y)
                .isTrue();
        assertThat(other.width).isGreaterThan(500);
        assertThat(other.height).isGreaterThan(250);
        assertThat(one.width).isGreaterThanOrEqualTo(300);
    }
}

package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What somebody typed into a form is nowhere in the browser once they are done or gone. */
@PlatformTest
class DraftsBrowserTest {

    private static final String TYPED = "Typed and not meant for whoever comes next";
    private static final Pattern SIGNAL = Pattern.compile("\"signalId\":(\\d+)");

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    private String task;
    private String title;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void incident() {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> answer = http.post(
                "responder",
                "/api/v1/signals",
                """
                {"class_uid":2004,"type_uid":200401,"activity_id":1,"category_uid":2,"time":1772440000000,"severity_id":4,
                 "metadata":{"version":"1.4.0","product":{"name":"Drafts","vendor_name":"Test"}},
                 "finding_info":{"uid":"%s","title":"Drafts %s","types":["Drafts/%s"]},
                 "resources":[{"uid":"drafts-%s","type":"Host"}]}
                """
                        .formatted(id, id, id, id));
        Matcher signal = SIGNAL.matcher(answer.body());
        assertThat(signal.find()).as(answer.body()).isTrue();
        String number = engine.incidentOf(Long.parseLong(signal.group(1)));
        engine.runDueJobs(number);
        task = engine.task(number, "acknowledge").getId();
        title = number;
    }

    @Test
    void aDraftIsKeptWhileThePageIsOpenAndGoneWhenTheTaskIsCompleted() {
        try (Tasklist tasklist = drafted()) {
            assertNothingStored(tasklist.page());
            tasklist.page().evaluate("window.location.hash = '#/'");
            assertThat(tasklist.page().getByText("Select a task in the list.")).isVisible();
            tasklist.page().evaluate("id => { window.location.hash = '#/?task=' + id }", task);
            assertThat(tasklist.field("First thoughts")).hasValue(TYPED);
            tasklist.complete();
            tasklist.assertTaskGone("Acknowledge");
            assertThat(draft(tasklist.page())).isNull();
            assertNothingStored(tasklist.page());
        }
    }

    @Test
    void aDraftIsGoneWhenThePersonSignsOutAndSomebodyElseComes() {
        try (Tasklist tasklist = drafted()) {
            Page page = tasklist.page();
            page.evaluate("() => document.querySelector('.logout a').click()");
            assertThat(page.getByPlaceholder("Username")).isVisible();
            assertThat(draft(page)).isNull();
            assertNothingStored(page);
            signIn(page, "incident-commander");
            assertThat(draft(page)).isNull();
            assertThat(String.valueOf(page.content())).doesNotContain(TYPED);
            assertNothingStored(page);
        }
    }

    @Test
    void aDraftIsGoneWhenTheSessionEnds() {
        try (Tasklist tasklist = drafted()) {
            Page page = tasklist.page();
            page.context().clearCookies();
            tasklist.fill("First thoughts", TYPED + ", still");
            page.evaluate("() => document.querySelector('[cam-tasks] li, .tasks-list li').click()");
            assertThat(page.getByPlaceholder("Username")).isVisible();
            assertThat(draft(page)).isNull();
            assertNothingStored(page);
        }
    }

    @Test
    void whatAnEarlierVersionLeftIsGone() {
        try (Tasklist tasklist = Tasklist.signIn(chromium.browser(), http.base(), "responder", "responder")) {
            Page page = tasklist.page();
            // past the page's own methods, as it was before
            page.evaluate("text => { window.localStorage['camunda-form:old'] = text }", TYPED);
            assertThat(stored(page)).anySatisfy(text -> assertThat(text).contains(TYPED));
            page.reload();
            assertThat(page.locator(".tasks-list, .tasks-list-empty, [cam-tasks]")
                            .first())
                    .isVisible();
            assertNothingStored(page);
        }
    }

    private Tasklist drafted() {
        Tasklist tasklist = Tasklist.signIn(chromium.browser(), http.base(), "responder", "responder");
        tasklist.claim(task, title);
        tasklist.fill("First thoughts", TYPED);
        // the form takes what was typed 300 ms after the last key
        tasklist.page().waitForTimeout(500);
        Locator save = tasklist.page().locator("button[ng-click='save($event)']");
        assertThat(save).isEnabled();
        save.click();
        assertThat(String.valueOf(draft(tasklist.page())))
                .as("the draft while it is wanted")
                .contains(TYPED);
        return tasklist;
    }

    private static void signIn(Page page, String person) {
        SignIn.as(page, person);
        assertThat(page.locator(".tasks-list, .tasks-list-empty, [cam-tasks]").first())
                .isVisible();
    }

    /** What Tasklist itself would find. */
    private Object draft(Page page) {
        return page.evaluate("id => window.localStorage.getItem('camunda-form:' + id)", task);
    }

    private static void assertNothingStored(Page page) {
        assertThat(stored(page)).noneSatisfy(text -> assertThat(text).containsIgnoringCase("form:"));
        assertThat(stored(page)).noneSatisfy(text -> assertThat(text).contains(TYPED));
    }

    /** Everything that is really kept, past whatever stands before it. */
    @SuppressWarnings("unchecked")
    private static List<String> stored(Page page) {
        return (List<String>) page.evaluate(
                "() => [localStorage, sessionStorage].flatMap(s => Object.keys(s).map(k => k + '=' + s[k]))");
    }
}

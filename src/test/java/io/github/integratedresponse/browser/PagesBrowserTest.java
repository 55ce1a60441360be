package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.HttpCredentials;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every page works under the policy it is sent with: a real browser walks them and must have nothing to complain of. */
@PlatformTest
class PagesBrowserTest {

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"responder", "incident-commander", "executive", "auditor"})
    void tasklist(String person) {
        aFinding();
        try (Visit visit = new Visit(person)) {
            Page page = visit.signIn("tasklist");
            Locator tasks = page.locator("[cam-tasks] li.task, .tasks-list li");
            visit.idle();
            if (person.equals("responder")) {
                tasks.first().click();
                assertThat(page.locator(".fjs-form, .task-details").first()).isVisible();
                for (String tab : List.of("History", "Diagram", "Description", "Form")) {
                    Locator there = page.locator(".nav-tabs a, .tabbed-content a")
                            .filter(new Locator.FilterOptions().setHasText(tab));
                    if (there.count() > 0) {
                        there.first().click();
                        visit.idle();
                    }
                }
            }
            visit.reload();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"process-owner", "security-operations-manager", "administrator"})
    void cockpit(String person) {
        aFinding();
        try (Visit visit = new Visit(person)) {
            Page page = visit.signIn("cockpit");
            for (String part :
                    List.of("dashboard", "processes", "decisions", "tasks", "batch", "repository", "migration")) {
                visit.go("cockpit", "/" + part);
            }
            visit.go("cockpit", "/processes");
            page.locator("a[href*='#/process-definition/']", named("Incident lifecycle"))
                    .first()
                    .click();
            assertThat(page.locator(".djs-container svg").first()).isVisible();
            visit.idle();
            page.locator("a[href*='#/process-instance/']").first().click();
            assertThat(page.locator(".djs-container svg").first()).isVisible();
            visit.idle();
            visit.go("cockpit", "/decisions");
            page.locator("a[href*='#/decision-definition/']").first().click();
            assertThat(page.locator(".dmn-decision-table-container, .tjs-container")
                            .first())
                    .isVisible();
            visit.idle();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator"})
    void admin(String person) {
        try (Visit visit = new Visit(person)) {
            visit.signIn("admin");
            for (String part : List.of(
                    "users",
                    "users/responder?tab=profile",
                    "users/responder?tab=groups",
                    "user-create",
                    "groups",
                    "groups/responder?tab=users",
                    "tenants",
                    "authorization?resource=0",
                    "authorization?resource=7",
                    "system?section=system-settings-general",
                    "system?section=system-settings-metrics")) {
                visit.go("admin", "/" + part);
            }
        }
    }

    @Test
    void theWelcomePageAndSignInThatFails() {
        try (Visit visit = new Visit("responder")) {
            visit.signIn("welcome");
        }
        try (Visit visit = new Visit("nobody-of-that-name")) {
            Page page = visit.tryToSignIn("tasklist");
            assertThat(page.locator(".alert, .notification").first()).isVisible();
            // the refusal itself is what the browser complains of
            visit.complaints().removeIf(complaint -> complaint.contains("status of 401"));
        }
    }

    @Test
    void apiDocumentation() {
        try (Visit visit = new Visit("responder")) {
            Page page = visit.page();
            page.navigate(http.base() + "/api/docs");
            Locator operation = page.locator(".opblock-get").first();
            assertThat(operation).isVisible();
            operation.locator("button").first().click();
            operation.getByText("Try it out").click();
            operation.getByText("Execute").click();
            assertThat(operation.locator(".live-responses-table").first()).isVisible();
        }
    }

    /** What a page could not reach in its policy would be seen here: a script of somebody else's is not run. */
    @Test
    void whatThePolicyForbidsIsReallyForbidden() {
        Visit visit = new Visit("responder");
        try {
            Page page = visit.signIn("tasklist");
            Object ran = page.evaluate("async () => {"
                    + "const s = document.createElement('div');"
                    + "s.innerHTML = '<img src=/nothing onerror=\"window.ran = 1\">';"
                    + "document.body.append(s);"
                    + "await new Promise(done => setTimeout(done, 500));"
                    + "return window.ran || 0; }");
            assertThat(ran).isEqualTo(0);
            assertThat(visit.complaints()).anyMatch(complaint -> complaint.contains("Content Security Policy"));
        } finally {
            visit.complaints().clear();
            visit.close();
        }
    }

    private static Page.LocatorOptions named(String name) {
        return new Page.LocatorOptions().setHasText(name);
    }

    private void aFinding() {
        String uid = UUID.randomUUID().toString();
        String finding =
                ("{\"class_uid\":2004,\"time\":1795000000000,\"severity_id\":4,\"metadata\":{\"version\":\"1.3.0\","
                                + "\"product\":{\"name\":\"Pages\",\"vendor_name\":\"Example\"}},"
                                + "\"finding_info\":{\"uid\":\"%s\",\"title\":\"A page is looked at %s\"}}")
                        .formatted(uid, uid);
        assertThat(http.post("responder", "/api/v1/signals", finding).statusCode())
                .isLessThan(300);
        engine.placeSignals();
    }

    /** One person's way through the pages, and what their browser complained of. */
    private final class Visit implements AutoCloseable {

        /**
         * The applications ask who is signed in before anybody is, for a start page that is shut here, and for figures over all tasks
         * that not every role may see. While no group has a task, Cockpit asks for the names of no groups, which is refused as a list
         * without a bound, and goes on. It calls its own viewer of decisions in a way that the viewer calls deprecated.
         */
        private static final Pattern OF_CAMUNDA = Pattern.compile(
                "status of 40[134] .*\\|[^|]*(/auth/user/default|/camunda-welcome|/task/report/candidate-group-count)[:\\d]*$"
                        + "|status of 400 .*\\|[^|]*/engine/default/group[:\\d]*$"
                        + "|^warning: Error: Passing callbacks to (importXML|open) is deprecated");

        private final BrowserContext context;
        private final Page page;
        private final Network network;
        private final String person;
        private final List<String> complaints = new ArrayList<>();

        Visit(String person) {
            this.person = person;
            this.context = chromium.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setViewportSize(1360, 900)
                            .setLocale("en-GB")
                            .setHttpCredentials(new HttpCredentials(person, person)));
            this.network = Network.of(context);
            this.page = context.newPage();
            page.onPageError(error -> complaints.add("script: " + error));
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.type() + ": " + message.text() + " |" + message.location());
                }
            });
        }

        Page page() {
            return page;
        }

        void idle() {
            network.idle(page);
        }

        List<String> complaints() {
            return complaints;
        }

        Page tryToSignIn(String application) {
            page.navigate(http.base() + "/camunda/app/" + application + "/default/");
            SignIn.as(page, person);
            return page;
        }

        Page signIn(String application) {
            tryToSignIn(application);
            assertThat(page.getByPlaceholder("Username")).not().isVisible();
            return page;
        }

        void go(String application, String part) {
            page.navigate(http.base() + "/camunda/app/" + application + "/default/#" + part);
            idle();
        }

        void reload() {
            page.reload();
            idle();
        }

        @Override
        public void close() {
            context.close();
            complaints.removeIf(complaint -> OF_CAMUNDA.matcher(complaint).find());
            assertThat(complaints)
                    .as("what the browser of %s complained of", person)
                    .isEmpty();
        }
    }
}

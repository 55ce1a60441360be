package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What Cockpit shows of signals, and how somebody keeps them quiet there. Makes the pictures of {@code docs/managers.md};
 * {@code -Dmanagers.pictures=docs/managers} puts them where the page shows them.
 */
@PlatformTest
class CockpitSignalsBrowserTest {

    private static final Path PICTURES = Path.of(System.getProperty("managers.pictures", "target/managers"));

    private static final String MANAGER = "security-operations-manager";

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    @Autowired
    private MovableClock clock;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String source = "Northwind/Sensor " + mark;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void open() throws IOException {
        Files.createDirectories(PICTURES);
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void someSignals() {
        send("one", "Sign-in from evil.example", 4);
        send("two", Watch.PAYLOADS.get(0), 5);
        send("three", "Sign-in from evil.example", 2);
        engine.placeSignals();
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/Berlin"));
        context.clock().setFixedTime(Date.from(clock.instant()));
        page = context.newPage();
        page.onPageError(error -> complaints.add("script: " + error));
    }

    @AfterEach
    void nothingToComplainOf() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    private void send(String id, String title, int severity) {
        HttpResponse<String> answer = http.post(
                "responder",
                "/api/v1/signals",
                """
                {"class_uid": 2004, "severity_id": %d, "metadata": {"product": {"name": "Sensor %3$s", "vendor_name": "Northwind"}},
                 "finding_info": {"uid": "%2$s-%3$s", "title": "%4$s", "types": ["sign-in %3$s"], "desc": "Seen at http://evil.example/a"},
                 "resources": [{"uid": "host-%3$s"}],
                 "observables": [{"type": "Hostname", "type_id": 1, "value": "evil-%3$s.example"}]}"""
                        .formatted(severity, id, mark, title.replace("\"", "\\\"")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private void signIn() {
        page.navigate(http.base() + "/camunda/app/cockpit/default/");
        SignIn.as(page, MANAGER);
        assertThat(page.locator(".response-signals-link")).isVisible();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text() + " | " + message.location());
            }
        });
    }

    @Test
    void aManagerFindsASignalAndKeepsOthersLikeItQuiet() {
        signIn();
        theList();
        theSignal();
        keepingQuiet();
        changingAndEnding();
    }

    private void theList() {
        page.locator(".response-signals-link").click();
        assertThat(page.locator(".response-signals-figures")).containsText("Waiting to be placed");
        page.locator("#response-signals-source").fill(source);
        page.locator("#response-signals-source").press("Enter");
        assertThat(rows()).hasCount(3);
        assertThat(page).hasURL(Pattern.compile("source=Northwind"));
        assertThat(rows().last()).containsText("opened");
        assertThat(rows().last()).containsText("evil[.]example");
        assertThat(rows().last().getByRole(AriaRole.LINK, named("INC-"))).isVisible();
        Accessibility.check(page, "the list of signals", ".response");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("07-signals.png")));

        page.locator("#response-signals-disposition").selectOption("snoozed");
        assertThat(page.locator(".response-empty")).containsText("No signal is like that");
        page.goBack();
        assertThat(rows()).hasCount(3);
        page.locator("#response-signals-observable").fill("EVIL-" + mark + ".example");
        page.locator("#response-signals-observable").press("Enter");
        assertThat(page).hasURL(Pattern.compile("observable=EVIL"));
        page.reload();
        assertThat(page.locator("#response-signals-observable")).hasValue("EVIL-" + mark + ".example");
        assertThat(rows()).hasCount(3);
    }

    private void theSignal() {
        rows().first().getByRole(AriaRole.LINK).first().click();
        assertThat(page).hasURL(Pattern.compile("signal=\\d+"));
        assertThat(page.locator(".response-signal-part").first()).containsText(Pattern.compile("joined an incident"));
        assertThat(page.locator(".response-pages-signals")).containsText("hxxp://evil[.]example/a");
        assertThat(page.locator(".response-signal-body")).not().isVisible();
        page.getByText("The finding as it came").click();
        assertThat(page.locator(".response-signal-body")).containsText("\"class_uid\"");
        Accessibility.check(page, "a signal", ".response");
    }

    private void keepingQuiet() {
        page.getByText("Keep signals like this quiet").click();
        Locator dialog = page.locator("dialog");
        assertThat(dialog.locator("#response-silence-source")).hasValue(source);
        assertThat(dialog.locator("#response-silence-owner")).hasValue(MANAGER);
        dialog.locator("#response-silence-resource").fill("");
        dialog.getByRole(AriaRole.BUTTON, button("See what it covers")).click();
        assertThat(dialog).containsText("it would have kept 2 signals quiet");
        assertThat(dialog).containsText("1 signal worse than high would have come through");
        assertThat(dialog).containsText("1 incident that is worked on");
        Accessibility.check(page, "keeping signals quiet", "dialog");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("08-quiet.png")));
        dialog.getByRole(AriaRole.BUTTON, button("Keep them quiet")).click();
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("reason: must say why");
        complaints.removeIf(complaint -> complaint.contains("status of 400"));
        dialog.locator("#response-silence-reason").fill("The sensor is being tuned");
        dialog.getByRole(AriaRole.BUTTON, button("Keep them quiet")).click();
        assertThat(dialog).hasCount(0);

        assertThat(page).hasURL(Pattern.compile("view=suppressions"));
        assertThat(suppression()).containsText("The sensor is being tuned");
        send("four", "Sign-in again", 4);
        engine.placeSignals();
        page.reload();
        assertThat(suppression().locator("td").last()).hasText("1");
        assertThat(page.locator(".response-agenda")).containsText("Sign-in again");
        Accessibility.check(page, "suppressions", ".response");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("09-suppressions.png")));
    }

    private void changingAndEnding() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change…"))
                .click();
        page.locator("dialog").locator("#response-silence-reason").fill("Tuned until Friday");
        page.locator("dialog").getByRole(AriaRole.BUTTON, button("Save")).click();
        assertThat(suppression()).containsText("Tuned until Friday");
        assertThat(page.locator(".response-agenda")).containsText("changed the reason");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("End now…"))
                .click();
        page.locator("dialog").locator("#response-silence-reason").fill("Done");
        page.locator("dialog").getByRole(AriaRole.BUTTON, button("End it now")).press("Enter");
        assertThat(suppression()).hasCount(0);
        page.getByLabel("State").selectOption("ENDED");
        assertThat(suppression()).containsText("ended by " + MANAGER + ": Done");
    }

    @Test
    void whatCannotBeShownSaysSoAndCanBeTriedAgain() {
        signIn();
        page.route("**/api/response/signals?**", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        page.locator(".response-signals-link").click();
        assertThat(page.locator(".response [role=alert]")).containsText("could not answer (500)");
        page.unroute("**/api/response/signals?**");
        page.getByText("Try again").click();
        assertThat(rows().first()).isVisible();
        complaints.removeIf(complaint -> complaint.contains("status of 500"));
    }

    private Locator rows() {
        return page.locator(".response-sla-table > tbody > tr:not(.response-sla-detail)");
    }

    private Locator suppression() {
        return rows().filter(new Locator.FilterOptions().setHasText("Source " + source));
    }

    private static Locator.GetByRoleOptions named(String part) {
        return new Locator.GetByRoleOptions().setName(Pattern.compile(part));
    }

    private static Locator.GetByRoleOptions button(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}

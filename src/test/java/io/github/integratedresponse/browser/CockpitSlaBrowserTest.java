package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What managers see of service levels in Cockpit. Makes the pictures of {@code docs/managers.md};
 * {@code -Dmanagers.pictures=docs/managers} puts them where the page shows them.
 */
@PlatformTest
class CockpitSlaBrowserTest {

    private static final Path PICTURES = Path.of(System.getProperty("managers.pictures", "target/managers"));

    private static final String MANAGER = "security-operations-manager";

    private static final Duration HOUR = Duration.ofHours(1);

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Engine engine;

    @Autowired
    private MovableClock clock;

    /** What the clocks of this test alone have. */
    private final String division = "Retail " + UUID.randomUUID().toString().substring(0, 6);

    private final String handover = "handover-" + UUID.randomUUID().toString().substring(0, 6);

    private String incident = "";
    private String instance = "";
    private Instant now = Instant.EPOCH;

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
    void somePromises() {
        // forecasts are kept for that long
        clock.advance(Duration.ofMinutes(5));
        now = clock.instant();
        String marker = UUID.randomUUID().toString();
        incident = PlantedIncident.send(http, jdbc, engine, marker).number();
        instance = jdbc.sql("select process_instance_id from response.sla_clock where business_key = ?"
                        + " and stopped_at is null order by id limit 1")
                .param(incident)
                .query(String.class)
                .single();
        // a hundred like clocks: 40 took 10 minutes, 20 took 50, 40 took 90
        for (int i = 0; i < 100; i++) {
            made(handover, "SEV2", ago(Duration.ofDays(30)), HOUR, Duration.ofMinutes(i < 40 ? 10 : i < 60 ? 50 : 90));
        }
        for (int week = 0; week < 12; week++) {
            Instant started = ago(Duration.ofDays(7L * week + 1));
            for (int i = 0; i < 4; i++) {
                made("acknowledge", "SEV" + (1 + i % 2), started, HOUR, Duration.ofMinutes(20 + i * 12 + week % 3 * 9));
                made("contain", "SEV" + (1 + i % 2), started, HOUR.multipliedBy(4), HOUR.multipliedBy(1 + i));
            }
        }
        made(handover, "SEV2", ago(Duration.ofMinutes(30)), HOUR, null);
        made("contain", "SEV1", ago(Duration.ofHours(30)), HOUR.multipliedBy(4), null);
    }

    private Instant ago(Duration time) {
        return now.minus(time);
    }

    /** @param took null where it goes on */
    private void made(String name, String severity, Instant started, Duration target, @Nullable Duration took) {
        Instant due = started.plus(target);
        Instant stopped = took == null ? null : started.plus(took);
        String state = stopped == null
                ? due.isBefore(now) ? "BREACHED" : "RUNNING"
                : stopped.isAfter(due) ? "MET_LATE" : "MET";
        long id = jdbc.sql(
                        "insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id,"
                                + " activity_instance_id, business_key, severity, region, product_id, division, owner, work_opened_at,"
                                + " calendar, target, warn_fraction, started_at, warn_at, due_at, stopped_at, state, elapsed_ms, breached_at)"
                                + " values (:name, 'first-response', :instance, 'do', :run, :incident, :severity, 'DE', 'checkout', :division,"
                                + " 'amara.diallo@example.com', :started, '24x7', :target, 0.5, :started, :warn, :due, :stopped, :state,"
                                + " :elapsed, :breached) returning id")
                .param("name", name)
                .param("instance", instance)
                .param("run", UUID.randomUUID().toString())
                .param("incident", incident)
                .param("severity", severity)
                .param("division", division)
                .param("started", utc(started))
                .param("target", target.toString())
                .param("warn", utc(started.plus(target.dividedBy(2))))
                .param("due", utc(due))
                .param("stopped", stopped == null ? null : utc(stopped), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("state", state)
                .param("elapsed", took == null ? null : took.toMillis(), java.sql.Types.BIGINT)
                .param("breached", state.equals("BREACHED") ? utc(due) : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .query(Long.class)
                .single();
        if (took == null) {
            jdbc.sql(
                            "insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, reason, state, started_at,"
                                    + " region, product_id, division, owner)"
                                    + " select id, 'STARTED', started_at, due_at, target, severity, 'The work began', 'RUNNING', started_at,"
                                    + " region, product_id, division, owner from response.sla_clock where id = ?")
                    .param(id)
                    .update();
        }
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Test
    void aManagerSeesWhetherPromisesAreKeptWhereTheyBreakAndWhatWillBreakNext() throws IOException {
        try (Visit visit = new Visit(1280)) {
            Page page = visit.signIn();
            theCard(page);
            theOverview(page);
            fromACellToItsBreaches(page);
            whatIsLateNow(page, visit.network);
            whatIsAtRisk(page);
        }
    }

    private void theCard(Page page) throws IOException {
        Locator card = page.locator(".response-sla-card");
        assertThat(card)
                .containsText(Pattern.compile("Kept in time\\s*[\\d.]+ %\\s*(below|at or above) the target of 95 %"));
        assertThat(card).containsText("Open breaches");
        assertThat(card).containsText(Pattern.compile("At risk in the next 24 h\\s*\\d"));
        Accessibility.check(page, "the card on Cockpit's dashboard", ".response-sla-card");
        card.screenshot(new Locator.ScreenshotOptions().setPath(PICTURES.resolve("01-card.png")));
        card.getByRole(AriaRole.LINK).nth(2).click();
        assertThat(page.locator(".response-sla-tabs a[aria-current]")).hasText("Breaches");
        page.goBack();
        assertThat(card).isVisible();
    }

    private void theOverview(Page page) {
        page.locator("a.response-sla-link").click();
        assertThat(page.locator(".response-sla-tabs a[aria-current]")).hasText("Overview");
        page.locator("#response-sla-division").focus();
        page.locator("#response-sla-division").selectOption(division);
        assertThat(page).hasURL(Pattern.compile("division=Retail%20"));
        assertThat(page.locator("#response-sla-division")).isFocused();
        Locator figures = page.locator(".response-sla-figures");
        assertThat(figures).containsText("below the target of 95 %");
        assertThat(page.locator(".response-sla-page canvas")).isVisible();
        assertThat(page.locator("#response-sla-matrix")).isVisible();
        Locator acknowledge = row(page, "Acknowledge");
        assertThat(acknowledge).containsText("%");
        assertThat(page.locator("section[aria-labelledby=response-sla-times]"))
                .containsText(Pattern.compile("Contain\\s*SEV1"));
        visible(page);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("02-overview.png")));
        Accessibility.check(page, "the overview of service levels", ".response-sla");

        page.getByText("Show as table").click();
        assertThat(page.locator(".response-chart table tbody tr")).hasCount(13);
        page.getByText("Show as chart").click();
        Download csv = page.waitForDownload(
                () -> page.locator("section[aria-labelledby=response-sla-matrix] .response-sla-csv")
                        .click());
        assertThat(csv.suggestedFilename()).isEqualTo("sla-matrix.csv");
        assertThat(jdbc.sql(
                                "select count(*) from response.audit_event where kind = 'sla-figures-exported' and actor = ?"
                                        + " and subject = 'matrix' and text like ?")
                        .param(MANAGER)
                        .param("%division " + division + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        page.locator("#response-sla-severity").selectOption("SEV1");
        assertThat(page).hasURL(Pattern.compile("severity=SEV1"));
        assertThat(page.locator("#response-sla-severity")).hasValue("SEV1");
        page.goBack();
        assertThat(page.locator("#response-sla-severity")).hasValue("");
        page.locator("#response-sla-weeks").selectOption("4");
        assertThat(page).hasURL(Pattern.compile("weeks=4"));
        page.reload();
        assertThat(page.locator("#response-sla-weeks")).hasValue("4");
        assertThat(page.locator("#response-sla-division")).hasValue(division);
        page.getByText("Show as table").click();
        assertThat(page.locator(".response-chart table tbody tr")).hasCount(4);
        page.locator("#response-sla-weeks").selectOption("13");
    }

    private static Locator row(Page page, String name) {
        return page.locator(".response-sla-table tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name))))
                .first();
    }

    private void fromACellToItsBreaches(Page page) {
        row(page, words(handover)).getByRole(AriaRole.LINK).first().click();
        assertThat(page)
                .hasURL(Pattern.compile(
                        "(?=.*view=breaches)(?=.*tab=period)(?=.*clock=" + handover + ")(?=.*severity=SEV2)"));
        assertThat(page.locator(".response-sla [role=status]").first()).containsText("40 promises");
        assertThat(page.locator(".response-sla-table > tbody > tr:not(.response-sla-detail)"))
                .hasCount(40);
        assertThat(page.locator(".response-sla-table")).containsText("30 min");
        Accessibility.check(page, "what was broken in a period", ".response-sla");
        page.getByText("Clear filters").click();
        assertThat(page.locator("#response-sla-clock")).hasValue("");
        assertThat(page.getByText("Clear filters")).not().isVisible();
    }

    private static String words(String key) {
        return Character.toUpperCase(key.charAt(0)) + key.substring(1).replace('-', ' ');
    }

    private void whatIsLateNow(Page page, Network network) {
        page.locator("#response-sla-division").selectOption(division);
        page.locator(".response-sla-switch a").first().click();
        Locator rows = page.locator(".response-sla-table > tbody > tr:not(.response-sla-detail)");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText(incident);
        assertThat(rows).containsText("late by 1 d 2 h");
        Locator open = rows.getByRole(AriaRole.BUTTON);
        open.focus();
        page.keyboard().press("Enter");
        assertThat(open).hasAttribute("aria-expanded", "true");
        assertThat(page.locator(".response-sla-story")).containsText("The work began");
        Accessibility.check(page, "what is late now, with the story of a clock", ".response-sla");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("03-breaches.png")));
        for (String[] filter :
                new String[][] {{"product", "checkout"}, {"owner", "amara.diallo@example.com"}, {"product", "nothing"}
                }) {
            Locator field = page.locator("#response-sla-" + filter[0]);
            field.fill(filter[1]);
            field.press("Enter");
            assertThat(page).hasURL(Pattern.compile(filter[0] + "=" + filter[1].substring(0, 5)));
        }
        assertThat(page.getByText("No promise is late that fits these filters."))
                .isVisible();
        page.getByText("Clear filters").click();
        page.locator("#response-sla-region").selectOption("DE");
        page.locator("#response-sla-division").selectOption(division);
        page.locator("#response-sla-clock").selectOption("contain");
        assertThat(rows).hasCount(1);
        rows.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("First response"))
                .click();
        assertThat(page).hasURL(Pattern.compile("#/process-instance/" + instance));
        // the last that Cockpit writes into the address of an instance is where its diagram stands
        assertThat(page).hasURL(Pattern.compile("viewbox="));
        page.goBack();
        assertThat(page.locator(".response-sla-switch")).isVisible();
        // what Cockpit takes out of the address when an instance is left is none of ours
        network.idle(page);
        assertThat(page)
                .hasURL(Pattern.compile(
                        "#/sla\\?(?=.*view=breaches)(?=.*region=DE)(?=.*division=Retail)(?=.*clock=contain)"));
        assertThat(rows).hasCount(1);
    }

    private void whatIsAtRisk(Page page) {
        page.getByText("Clear filters").click();
        page.locator("#response-sla-division").selectOption(division);
        page.locator(".response-sla-tabs").getByText("At risk").click();
        Locator rows = page.locator(".response-sla-table > tbody > tr:not(.response-sla-detail)");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("67 %");
        assertThat(rows).containsText("30 min left");
        assertThat(page.locator("th[aria-sort=descending]")).containsText("Chance to break");
        page.locator("th button", new Page.LocatorOptions().setHasText("Due")).click();
        assertThat(page.locator("th[aria-sort=ascending]")).containsText("Due");
        assertThat(page).hasURL(Pattern.compile("order=DUE"));
        assertThat(page.locator("th button", new Page.LocatorOptions().setHasText("Due")))
                .isFocused();
        Accessibility.check(page, "what is at risk", ".response-sla");
        rows.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".response-sla-story")).containsText("The work began");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("04-at-risk.png")));
        Download csv =
                page.waitForDownload(() -> page.locator(".response-sla-csv").click());
        assertThat(csv.suggestedFilename()).isEqualTo("forecasts.csv");
    }

    /** The chart is drawn a moment after its library came. */
    private static void visible(Page page) {
        page.waitForFunction(
                "() => { const c = document.querySelector('.response-sla-page canvas');"
                        + " return c && c.width > 300 && c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0); }");
    }

    @Test
    void whoMayNotReadFiguresIsToldSoQuietlyAndWhatFailedCanBeTriedAgain() {
        try (Visit visit = new Visit(1920)) {
            Page page = visit.page;
            page.route(
                    "**/api/response/sla/**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(403)
                            .setContentType("application/problem+json")
                            .setBody("{\"status\":403}")));
            visit.signIn();
            assertThat(page.locator(".response-sla-card")).containsText("is shown to managers");
            page.navigate(http.base() + "/camunda/app/cockpit/default/#/sla");
            assertThat(page.locator(".response-refused")).hasCount(3);
            assertThat(page.locator(".response-sla [role=alert]")).hasCount(0);
            Accessibility.check(page, "figures that are not shown", ".response-sla");

            page.unroute("**/api/response/sla/**");
            page.route(
                    "**/api/response/sla/clocks**", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
            page.locator(".response-sla-tabs").getByText("Breaches").click();
            assertThat(page.locator(".response-sla [role=alert]")).containsText("could not answer (500)");
            page.unroute("**/api/response/sla/clocks**");
            page.getByText("Try again").click();
            assertThat(page.locator(".response-sla-table, .response-empty").first())
                    .isVisible();
            visit.complaints.removeIf(
                    complaint -> complaint.contains("status of 403") || complaint.contains("status of 500"));
        }
    }

    /** One manager's browser, in which it is as late as on the platform. */
    private final class Visit implements AutoCloseable {

        /** The applications ask who is signed in before anybody is, and for pages and figures that not every role may see. */
        private static final Pattern NOT_THERE = Pattern.compile(
                "status of 40[134] .*\\|[^|]*(/auth/user/default|/camunda-welcome|/task/report/candidate-group-count)[:\\d]*$");

        private final BrowserContext context;
        private final Page page;
        private final Network network;
        private final List<String> complaints = new ArrayList<>();

        Visit(int width) {
            context = chromium.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setViewportSize(width, 900)
                            .setLocale("en-GB")
                            .setTimezoneId("Europe/Berlin"));
            context.clock().setFixedTime(Date.from(now));
            network = Network.of(context);
            page = context.newPage();
            page.onPageError(error -> complaints.add("script: " + error));
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.type() + ": " + message.text() + " |" + message.location());
                }
            });
        }

        Page signIn() {
            page.navigate(http.base() + "/camunda/app/cockpit/default/");
            SignIn.as(page, MANAGER);
            assertThat(page.locator(".response-sla-card")).isVisible();
            return page;
        }

        @Override
        public void close() {
            context.close();
            complaints.removeIf(complaint -> NOT_THERE.matcher(complaint).find());
            assertThat(complaints).as("what the browser complained of").isEmpty();
        }
    }
}

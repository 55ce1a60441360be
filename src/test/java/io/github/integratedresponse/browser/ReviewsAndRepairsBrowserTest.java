package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Cockpit shows of reviews and repair items, in a real browser. Each test looks at a division of its own. */
@PlatformTest
class ReviewsAndRepairsBrowserTest {

    private static Chromium chromium;

    @Autowired
    Http http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private final String mark = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final String division = "Division " + mark;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;
    private Instant now;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void signIn() {
        now = clock.instant();
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setLocale("en-GB"));
        page = context.newPage();
        page.navigate(http.base() + "/camunda/app/cockpit/default/");
        SignIn.as(page, "security-operations-manager");
        assertThat(page.getByPlaceholder("Username")).not().isVisible();
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text() + " | " + message.location());
            }
        });
    }

    @AfterEach
    void nothingToComplainOf() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void reviewsAreNarrowedByTheAddressAndTellTheirAgenda() throws IOException {
        String session = session();
        String review = review(incident());

        go("reviews", "");
        assertThat(row(review)).containsText("overdue");
        assertThat(row(session)).containsText("to be held");
        Accessibility.check(page, "reviews", ".response");

        page.getByLabel("Kind").selectOption("SHR");
        assertThat(row(review)).not().isVisible();
        assertThat(row(session)).isVisible();
        assertThat(page).hasURL(Pattern.compile("kind=SHR"));
        page.reload();
        assertThat(row(session)).isVisible();
        assertThat(page.getByLabel("Kind")).hasValue("SHR");
        assertThat(row(review)).not().isVisible();

        row(session).getByRole(AriaRole.BUTTON).click();
        Locator agenda = page.locator(".response-agenda");
        assertThat(agenda).containsText("What broke");
        assertThat(agenda).containsText("Adherence (1)");
        Accessibility.check(page, "the agenda of a session", ".response");

        assertThat(downloaded(page.locator("a[href*='/reviews?'][href*='held=false']")))
                .contains("SHR," + session)
                .doesNotContain(review);

        page.getByLabel("Kind").selectOption("SLR");
        page.getByLabel("State").selectOption("OVERDUE");
        assertThat(row(review)).isVisible();
        row(review).getByText(review).click();
        assertThat(page).hasURL(Pattern.compile("number=" + review));
        assertThat(page.locator(".response-agenda").first()).containsText("No repair item is proposed.");
    }

    @Test
    void repairItemsAreNarrowedByTheAddressAndLeadOn() throws IOException {
        long incident = incident();
        item("REP-A-" + mark, incident, "ENGINEERING", "IN_REPAIR", -2);
        long asleep = item("REP-B-" + mark, incident, "OPERATIONS", "RISK_ACCEPTED", -9);
        risk(asleep);

        go("repairs", "");
        Locator items =
                page.locator(".response-sla-page tbody > tr").filter(new Locator.FilterOptions().setHasText("#7"));
        assertThat(items).hasCount(2);
        assertThat(page.getByText("days left")).isVisible();
        assertThat(page.getByText("a rule at the edge")).isVisible();
        assertThat(items.first().locator("a[href='https://tracker.example/7']"))
                .hasAttribute("rel", "noopener noreferrer");
        Accessibility.check(page, "repair items", ".response");

        page.getByLabel("State").selectOption("overdue");
        assertThat(items).hasCount(1);
        assertThat(items.first()).containsText("2 d");
        assertThat(page).hasURL(Pattern.compile("shown=overdue"));
        page.reload();
        assertThat(items).hasCount(1);
        assertThat(downloaded(page.locator("a[href*='/repair-items?']")))
                .contains("REP-A-" + mark)
                .doesNotContain("REP-B-" + mark);

        page.getByLabel("Phase").selectOption("PROOF");
        assertThat(items).hasCount(0);
        assertThat(page.getByText("No repair item is like that.")).isVisible();
        page.goBack();
        assertThat(items).hasCount(1);

        items.first().getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".response-agenda")).containsText("Repair it well");
    }

    @Test
    void whereThereIsNothingThePagesSayWhatThatMeans() {
        go("reviews", "");
        assertThat(page.getByText("No review is to be held.")).isVisible();
        assertThat(page.getByText("No review was held in this period.")).isVisible();
        assertThat(page.getByText("No review was due in this period.")).isVisible();
        Accessibility.check(page, "no reviews", ".response");
        go("repairs", "");
        assertThat(page.getByText("No repair item is open.")).isVisible();
        assertThat(page.getByText("No accepted risk ends within 90 days.")).isVisible();
        assertThat(page.getByText("No repair item is like that.")).isVisible();
        Accessibility.check(page, "no repair items", ".response");
    }

    private void go(String name, String more) {
        page.navigate(http.base() + "/camunda/app/cockpit/default/#/sla?view=" + name + "&division="
                + division.replace(" ", "%20") + more);
    }

    private Locator row(String number) {
        return page.locator(".response-sla-page tbody > tr").filter(new Locator.FilterOptions().setHasText(number));
    }

    private String downloaded(Locator link) throws IOException {
        Download download = page.waitForDownload(link.first()::click);
        return Files.readString(download.path());
    }

    private String session() {
        String number = "SHR-" + mark;
        long id = jdbc.sql(
                        "insert into response.review_session (number, kind, division, state, opened_by, opened_at, period_from,"
                                + " agenda) values (?, 'SHR', ?, 'PREPARED', 'test', ?, ?, 'What broke, and why') returning id")
                .params(number, division, ago(2), ago(90))
                .query(Long.class)
                .single();
        jdbc.sql("insert into response.session_snapshot (session_id, taken_at, figures) values (?, ?,"
                        + " '{\"adherence\": [{\"clock\": \"contain\", \"kept\": 7}]}')")
                .params(id, ago(2))
                .update();
        promise("shr-held", number, now.plus(Duration.ofDays(2)), "RUNNING");
        return number;
    }

    private long incident() {
        return jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, 'Trail stopped', 'SEV1', 'AMBER', 'REVIEW',"
                        + " 'DETECTION', 'trail', ?, ?, ?) returning id")
                .params("INC-" + mark, mark, ago(9), ago(9))
                .query(Long.class)
                .single();
    }

    private String review(long incident) {
        jdbc.sql("insert into response.review (number, incident_id, state, opened_at) values (?, ?, 'OPEN', ?)")
                .params("SLR-" + mark, incident, ago(5))
                .update();
        promise("slr-held", "INC-" + mark, now.minus(Duration.ofDays(1)), "BREACHED");
        return "SLR-" + mark;
    }

    private void promise(String name, String work, Instant due, String state) {
        String own = UUID.randomUUID().toString();
        jdbc.sql("insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id,"
                        + " activity_instance_id, business_key, division, target, warn_fraction, started_at, warn_at, due_at, state)"
                        + " values (?, 'made', ?, 'made', ?, ?, ?, 'P3D', 0.75, ?, ?, ?, ?)")
                .params(name, own, own, work, division, ago(2), Timestamp.from(due), Timestamp.from(due), state)
                .update();
    }

    private long item(String number, long incident, String phase, String state, int due) {
        jdbc.sql(
                        "insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                                + " values (?, 'Vault', ?, 'Pia Product', 1, 'RESTRICTED', 'INTERNET', ?) on conflict do nothing")
                .params("PRD-" + mark, division, ago(0))
                .update();
        long proposal = jdbc.sql(
                        "insert into response.proposed_repair_item (session_id, incident_id, title, description,"
                                + " item_class, owner, product_id, status, proposed_by, created_at) values (1, ?, 'Repair it',"
                                + " 'Repair it well', 'PREVENT', 'Pia Product', ?, 'OPENED', 'test', ?) returning id")
                .params(incident, "PRD-" + mark, ago(20))
                .query(Long.class)
                .single();
        return jdbc.sql(
                        "insert into response.repair_item (number, proposal_id, incident_id, title, description, item_class, owner,"
                                + " product_id, phase, state, due_at, tracker, tracker_ref, tracker_url, opened_at) values (?, ?, ?,"
                                + " 'Repair it', 'Repair it well', 'PREVENT', 'Pia Product', ?, ?, ?, ?, 'GitHub', '#7',"
                                + " 'https://tracker.example/7', ?) returning id")
                .params(number, proposal, incident, "PRD-" + mark, phase, state, ago(-due), ago(20))
                .query(Long.class)
                .single();
    }

    private void risk(long item) {
        jdbc.sql(
                        "insert into response.accepted_risk (repair_item_id, asked_by, asked_reason, asked_at, decision, approver,"
                                + " accepted_until, compensating_control, decided_at) values (?, 'test', 'too dear', ?, 'APPROVE',"
                                + " 'executive', ?, 'a rule at the edge', ?)")
                .params(item, ago(9), LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(20), ago(9))
                .update();
    }

    private Timestamp ago(int days) {
        return Timestamp.from(now.minus(Duration.ofDays(days)));
    }
}

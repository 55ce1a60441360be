package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tasklist as one signed-in person sees it. */
final class Tasklist implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final Network network;
    private final String baseUrl;
    private final List<String> scriptErrors = new ArrayList<>();

    private Tasklist(BrowserContext context, String baseUrl) {
        this.context = context;
        this.baseUrl = baseUrl;
        this.network = Network.of(context);
        this.page = context.newPage();
        page.onPageError(scriptErrors::add);
    }

    static Tasklist signIn(Browser browser, String baseUrl, String user, String password) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1360, 900)
                .setLocale("en-GB")
                .setTimezoneId("UTC"));
        Tasklist tasklist = new Tasklist(context, baseUrl);
        Page page = tasklist.page;
        page.navigate(baseUrl + "/camunda/app/tasklist/");
        SignIn.as(page, user, password);
        tasklist.awaited(
                page.locator(".tasks-list, .tasks-list-empty, [cam-tasks]").first());
        return tasklist;
    }

    /** Opens a task by its link and waits for its form. */
    void open(String taskId) {
        go(taskId);
        awaited(page.locator(".fjs-form").first());
    }

    private void go(String taskId) {
        network.idle(page);
        page.navigate(baseUrl + "/camunda/app/tasklist/default/#/?task=" + taskId);
    }

    /** Waits until it is to be seen; what was seen in its place is told, for the picture stays on the machine where it was taken. */
    private void awaited(Locator expected) {
        try {
            assertThat(expected).isVisible();
        } catch (AssertionError e) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", "not-to-be-seen.png")));
            String seen = page.locator("body").innerText();
            throw new AssertionError(
                    "%s%nThe address was %s, the errors %s, what was seen:%n%s"
                            .formatted(
                                    e.getMessage(),
                                    page.url(),
                                    scriptErrors,
                                    seen.substring(0, Math.min(seen.length(), 2_000))),
                    e);
        }
    }

    /** Opens a task by its link, as from a mail, and claims it. */
    void claim(String taskId, String title) {
        go(taskId);
        assertThat(page.locator(".task-details, [cam-tasklist-task]").first()).containsText(title);
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
        awaited(page.locator(".fjs-form").first());
        assertThat(page.locator("button.unclaim")).isVisible();
        // a claimed task is read again, and its form drawn anew
        network.idle(page);
    }

    /** The field with exactly this label: an input, a text area, a check box or a radio button. */
    Locator field(String label) {
        return field(label, 0);
    }

    /** The field with this label in one row of a list, counted from 0. */
    Locator field(String label, int row) {
        // the browser's own expressions don't know \Q; what must be filled in has a star behind its label
        String exactly = label.replaceAll("[^A-Za-z0-9 ]", "\\\\$0");
        return page.getByLabel(Pattern.compile("^" + exactly + "\\s*\\*?$")).nth(row);
    }

    void fill(String label, String text) {
        fill(label, 0, text);
    }

    void fill(String label, int row, String text) {
        field(label, row).fill(text);
    }

    void tick(String label) {
        field(label).check();
    }

    void choose(String label, String option) {
        choose(label, 0, option);
    }

    void choose(String label, int row, String option) {
        Locator select = page.locator(".fjs-form-field-select")
                .filter(new Locator.FilterOptions().setHasText(label))
                .nth(row);
        select.locator(".fjs-input-group").click();
        select.locator(".fjs-dropdownlist-item")
                .filter(new Locator.FilterOptions().setHasText(option))
                .first()
                .click();
    }

    void tick(String label, int row) {
        field(label, row).check();
    }

    void radio(String option) {
        page.getByLabel(option, new Page.GetByLabelOptions().setExact(true))
                .first()
                .check();
    }

    void addRow(int list) {
        page.locator("button.fjs-repeat-render-add").nth(list).click();
    }

    void complete() {
        page.locator("button[ng-click='complete()']").click();
    }

    /** The words Tasklist shows when a submission was refused. */
    Locator notification() {
        return page.locator("[notifications-panel] .alert, .notifications .alert, .notification")
                .first();
    }

    void dismissNotification() {
        notification().getByRole(AriaRole.BUTTON).first().click();
        assertThat(notification()).not().isVisible();
    }

    void assertTaskGone(String taskName) {
        assertThat(page.getByText("Select a task in the list.")).isVisible();
    }

    Page page() {
        return page;
    }

    List<String> scriptErrors() {
        return scriptErrors;
    }

    void screenshot(Path file) {
        page.waitForTimeout(300);
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(false));
    }

    @Override
    public void close() {
        context.close();
    }
}

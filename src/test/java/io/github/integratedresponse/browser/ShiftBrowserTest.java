package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.Newcomer;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shift in the real Tasklist: a responder takes tasks, keeps a note and a file, and hands over; a colleague goes on. */
@PlatformTest
class ShiftBrowserTest {

    private static final byte[] LOG = "sshd[7]: Accepted publickey for root\n".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    IdentityService identity;

    @Autowired
    TaskService tasks;

    @Test
    void aShiftFromTheFirstClaimToTheColleagueWhoGoesOn() throws Exception {
        identity.clearAuthentication();
        String jo = Newcomer.with(identity, "responder");
        String kim = Newcomer.with(identity, "responder");
        String first = planted();
        String second = planted();
        String one = task(first);
        String two = task(second);
        try (Chromium chromium = new Chromium();
                Tasklist tasklist = Tasklist.signIn(chromium.browser(), http.base(), jo, jo)) {
            Page page = tasklist.page();
            List<String> errors = errorsOf(page);
            claimBoth(page, first, second);
            assertThat(assignee(one)).isEqualTo(jo);
            assertThat(assignee(two)).isEqualTo(jo);

            tasklist.open(one);
            noteAndFile(page, first);
            handOver(page, kim);
            assertThat(assignee(one)).isEqualTo(kim);
            assertThat(assignee(two)).isEqualTo(kim);
            assertThat(errors).filteredOn(error -> !error.contains("422")).isEmpty();
            assertThat(tasklist.scriptErrors()).isEmpty();

            try (Tasklist colleague = Tasklist.signIn(chromium.browser(), http.base(), kim, kim)) {
                acknowledge(colleague.page(), jo);
                assertThat(colleague.scriptErrors()).isEmpty();
            }
        }
        assertThat(http.get(kim, "/api/v1/incidents/" + first + "/timeline").body())
                .contains("Acknowledged what " + jo + " handed over");
    }

    private void claimBoth(Page page, String first, String second) {
        button(page.locator("body"), "Claim several").click();
        Locator dialog = dialog(page, "Claim several tasks");
        for (String incident : List.of(first, second)) {
            dialog.getByLabel("Acknowledge · " + incident).check();
        }
        Accessibility.check(page, "claiming several tasks", "dialog");
        button(dialog, "Claim 2 tasks").click();
        assertThat(dialog).not().isVisible();
        // Escape closes a dialog, and the keyboard is where it was
        button(page.locator("body"), "Claim several").click();
        assertThat(dialog(page, "Claim several tasks")).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog(page, "Claim several tasks")).not().isVisible();
        assertThat(button(page.locator("body"), "Claim several")).isFocused();
    }

    private void noteAndFile(Page page, String incident) throws Exception {
        page.getByText("Notes and evidence", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        Locator tab = page.locator(".response-evidence");
        assertThat(tab.getByRole(AriaRole.HEADING).first()).containsText(incident);
        tab.getByLabel("New note").fill("Isolated host 7\n<b>waiting</b>");
        button(tab, "Add note").click();
        assertThat(tab.locator(".response-note-text").first()).hasText("Isolated host 7\n<b>waiting</b>");

        Locator file = tab.getByLabel("File", new Locator.GetByLabelOptions().setExact(true));
        file.setInputFiles(new FilePayload("run.exe", "application/octet-stream", new byte[] {'M', 'Z'}));
        assertThat(tab.getByRole(AriaRole.ALERT)).containsText("run.exe is of no kind that is taken (.exe)");
        file.setInputFiles(new FilePayload("picture.png", "image/png", LOG));
        button(tab, "Keep as evidence").click();
        assertThat(tab.getByRole(AriaRole.ALERT)).containsText("no PNG image by its content");
        file.setInputFiles(new FilePayload("auth.log", "text/plain", LOG));
        tab.getByLabel("What it is and where it comes from").fill("Of host 7");
        button(tab, "Keep as evidence").click();
        assertThat(tab.locator(".response-file-name").first()).hasText("auth.log");

        Download download =
                page.waitForDownload(() -> button(tab, "Download auth.log").click());
        assertThat(Files.readAllBytes(download.path())).isEqualTo(LOG);
        assertThat(download.suggestedFilename()).isEqualTo("auth.log");
        tab.getByText("Custody", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(tab.locator(".response-custody-lines")).containsText("downloaded by");
        Accessibility.check(page, "notes and evidence", ".response-evidence");
    }

    private void handOver(Page page, String to) {
        button(page.locator("body"), "Hand over my shift").click();
        Locator dialog = dialog(page, "Hand over my shift");
        dialog.getByLabel("What goes on, what comes next, what to watch").fill("Quiet night");
        dialog.getByLabel("Who", new Locator.GetByLabelOptions().setExact(true)).fill("product-engineer");
        button(dialog, "Hand over 2 tasks").click();
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("product-engineer may not work on");
        Accessibility.check(page, "handing over", "dialog");
        dialog.getByLabel("Who", new Locator.GetByLabelOptions().setExact(true)).fill(to);
        button(dialog, "Hand over 2 tasks").click();
        assertThat(dialog).containsText("2 tasks handed over to " + to);
        button(dialog, "Done").click();
    }

    private void acknowledge(Page page, String from) {
        button(page.locator("body"), "1 hand-over for you").click();
        Locator dialog = dialog(page, "Handed over to you");
        assertThat(dialog).containsText("Quiet night");
        Accessibility.check(page, "what was handed over", "dialog");
        button(dialog, "Acknowledge what " + from + " handed over").click();
        assertThat(dialog).containsText("Acknowledged what " + from);
        button(dialog, "Close").click();
        assertThat(page.locator(".response-incoming")).isHidden();
    }

    private static List<String> errorsOf(Page page) {
        List<String> errors = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        return errors;
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator dialog(Page page, String title) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(title));
    }

    private String planted() {
        return PlantedIncident.send(http, jdbc, engine, "S" + UUID.randomUUID()).number();
    }

    /** Due before whatever other tests left, so that it is among the first to choose from. */
    private String task(String incident) {
        Task task = engine.task(incident, "acknowledge");
        task.setDueDate(Date.from(Instant.parse("2020-01-01T00:00:00Z")));
        tasks.saveTask(task);
        return task.getId();
    }

    private String assignee(String task) {
        return String.valueOf(
                tasks.createTaskQuery().taskId(task).singleResult().getAssignee());
    }
}

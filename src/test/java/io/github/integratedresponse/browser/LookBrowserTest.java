package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The web applications carry the platform's name and colours, and everybody can read them. */
@PlatformTest
class LookBrowserTest {

    /** The applications ask who is signed in before anybody is. */
    private static final Pattern NOBODY_YET = Pattern.compile("status of 404 .*/auth/user/default");

    private static Chromium chromium;

    @Autowired
    private Http http;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"tasklist, Tasklist", "cockpit, Cockpit", "admin, Admin", "welcome, Welcome"})
    void everyApplicationShowsTheNameOfThePlatformAndNoBanner(String application, String title) {
        try (BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"))) {
            List<String> complaints = new ArrayList<>();
            Network network = Network.of(context);
            Page page = context.newPage();
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.text() + " " + message.location());
                }
            });

            page.navigate(http.base() + "/camunda/app/" + application + "/default/");
            assertThat(page.getByPlaceholder("Username")).isVisible();
            named(page, title, page.locator(".login-header"));
            assertThat(page.locator("html")).not().containsText("Camunda " + title);
            icon(page);
            Accessibility.check(page, "the sign-in page of " + title);
            picture(page, application + "-sign-in");

            SignIn.as(page, "administrator");
            assertThat(page.locator(".brand-name")).hasText("Integrated Response " + title);
            network.idle(page);
            named(page, title, page.locator(".navbar-brand"));
            Accessibility.check(page, "the first page of " + title);
            picture(page, application);

            complaints.removeIf(complaint -> NOBODY_YET.matcher(complaint).find());
            assertThat(complaints).isEmpty();
        }
    }

    private static void named(Page page, String application, Locator where) {
        assertThat(page).hasTitle(Pattern.compile("^Integrated Response " + application));
        assertThat(where).containsText(application);
        assertThat(page.getByText("migrate to Camunda 8")).not().isVisible();
        for (Locator banner : page.locator(".ce-eol-banner").all()) {
            assertThat(banner).not().isVisible();
        }
        Object name = where.locator(".login-logo, .brand-logo")
                .evaluate("logo => getComputedStyle(logo, '::before').backgroundImage");
        assertThat(String.valueOf(name)).as("the mark").contains("/look/mark.svg");
    }

    private static void icon(Page page) {
        String icon = page.locator("link[rel=icon]").getAttribute("href");
        assertThat(icon).endsWith("/look/mark.svg");
        assertThat(page.evaluate("href => fetch(href).then(answer => answer.status)", icon))
                .isEqualTo(200);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", "look-" + name + ".png")));
    }
}

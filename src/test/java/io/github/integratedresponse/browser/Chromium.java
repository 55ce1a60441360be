package io.github.integratedresponse.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A headless Chromium: the one of the system where there is one, else the one that Playwright finds or downloads. */
final class Chromium implements AutoCloseable {

    private static final Path SYSTEM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        // a busy machine is no reason to fail
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        boolean system = Files.isExecutable(SYSTEM);
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (system) {
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        }
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        LaunchOptions options = new LaunchOptions()
                .setHeadless(true)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
        if (system) {
            options.setExecutablePath(SYSTEM);
        }
        try {
            browser = playwright.chromium().launch(options);
        } catch (PlaywrightException e) {
            playwright.close();
            throw new IllegalStateException(
                    "The browser tests need Chromium: install it (Debian: apt-get install chromium), or let Playwright"
                            + " download one: ./mvnw exec:java -e -D exec.classpathScope=test"
                            + " -D exec.mainClass=com.microsoft.playwright.CLI -D exec.args=\"install chromium\"",
                    e);
        }
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}

package io.github.integratedresponse.browser;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The look itself works: it finds what is wrong, and only there. */
class AccessibilityTest {

    private static final String POLICY = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">";

    @Test
    void whatPeopleCannotUseIsFound() {
        try (Chromium chromium = new Chromium();
                Page page = chromium.browser().newPage()) {
            page.setContent("<html lang=en><head><title>A page</title>" + POLICY + "</head><body><main>"
                    + "<p>Readable</p><form><input type=text></form>"
                    + "<p id=pale style='color:#ccc;background:#fff'>Pale</p></main></body></html>");
            Accessibility.check(page, "a part that is good", "p:first-child");
            assertThatThrownBy(() -> Accessibility.check(page, "a page that is not good"))
                    .hasMessageContaining("color-contrast (serious): [#pale]")
                    .hasMessageContaining("label (critical)");
        }
    }
}

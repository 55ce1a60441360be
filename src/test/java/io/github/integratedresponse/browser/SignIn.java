package io.github.integratedresponse.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The page on which people sign in to each of the web applications. */
final class SignIn {

    private SignIn() {}

    static void as(Page page, String person) {
        as(page, person, person);
    }

    /**
     * Comes back when the application has come to rest. While it begins, Tasklist writes the list that it chose into the address and
     * passes over the change that comes next, which then is that of a test and not its own.
     */
    static void as(Page page, String person, String password) {
        Network network = Network.of(page.context());
        Locator name = page.getByPlaceholder("Username");
        Locator secret = page.getByPlaceholder("Password");
        do {
            // a third of a second after it began, the page gives the focus to the name once more, and what is written
            // then goes there
            name.fill(person);
            secret.fill(password);
        } while (!name.inputValue().equals(person) || !secret.inputValue().equals(password));
        page.locator("button[type=submit]").first().click();
        network.idle(page);
    }
}

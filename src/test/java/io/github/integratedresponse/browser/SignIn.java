package io.github.integratedresponse.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The page on which people sign in to each of the web applications. */
final class SignIn {

    private SignIn() {}

    static void as(Page page, String person) {
        as(page, person, person);
    }

    static void as(Page page, String person, String password) {
        Locator name = page.getByPlaceholder("Username");
        Locator secret = page.getByPlaceholder("Password");
        do {
            // a third of a second after it began, the page gives the focus to the name once more, and what is written
            // then goes there
            name.fill(person);
            secret.fill(password);
        } while (!name.inputValue().equals(person) || !secret.inputValue().equals(password));
        page.locator("button[type=submit]").first().click();
    }
}

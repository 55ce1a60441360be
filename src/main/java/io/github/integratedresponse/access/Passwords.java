package io.github.integratedresponse.access;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passwords that are tried first by whoever has no business here. */
final class Passwords {

    private static final Set<String> TRIED_FIRST = Set.of(
            "postgres",
            "postgresql",
            "password",
            "passw0rd",
            "changeme",
            "change-me",
            "change_me",
            "changeit",
            "secret",
            "admin",
            "administrator",
            "root",
            "test",
            "demo",
            "default",
            "camunda",
            "example",
            "integrated-response",
            "integratedresponse",
            "response",
            "incident",
            "letmein",
            "welcome",
            "qwerty",
            "12345678",
            "123456789",
            "1234567890",
            "123456789012",
            "password1234",
            "passwordpassword",
            "administrator1",
            "changemechangeme");

    private Passwords() {}

    /** @return whether this password is empty, the person's own name, or one that everybody tries */
    static boolean obvious(@Nullable String password, @Nullable String name) {
        if (password == null || password.isBlank()) {
            return true;
        }
        String lower = password.strip().toLowerCase(Locale.ROOT);
        return TRIED_FIRST.contains(lower)
                || (name != null && lower.equals(name.strip().toLowerCase(Locale.ROOT)));
    }
}

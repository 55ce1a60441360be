package io.github.integratedresponse.outgoing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one webhook's requests are signed with. Its text never shows a secret.
 *
 * @param current the secret; without it nothing is signed, which an operator has to say
 * @param previous the one before, while receivers change over
 */
public record WebhookSecrets(@Nullable String current, @Nullable String previous) {

    private static final int SHORTEST = 32;

    public WebhookSecrets {
        current = current == null || current.isBlank() ? null : current.strip();
        previous = previous == null || previous.isBlank() ? null : previous.strip();
    }

    List<String> values() {
        return Stream.of(Optional.ofNullable(current), Optional.ofNullable(previous))
                .flatMap(Optional::stream)
                .toList();
    }

    public boolean present() {
        return current != null;
    }

    /**
     * @param unsigned whether the operator says that this receiver can't check signatures
     * @return what keeps this webhook from being used
     */
    public Optional<String> problem(boolean unsigned) {
        if (values().stream().anyMatch(secret -> secret.length() < SHORTEST)) {
            return Optional.of("needs a secret of at least " + SHORTEST + " characters");
        }
        if (!present() && !unsigned) {
            return Optional.of(
                    "needs a secret to sign with, or unsigned: true where the receiver can't check signatures");
        }
        if (present() && unsigned) {
            return Optional.of("has a secret and is said to be unsigned; one of them is wrong");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "WebhookSecrets[" + (present() ? "set" : "none") + "]";
    }
}

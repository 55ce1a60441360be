package io.github.integratedresponse.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way a message leaves the platform. */
public enum Channel {
    MAIL {
        @Override
        public Optional<String> problemWith(String recipient) {
            try {
                if (recipient.length() <= LONGEST && ADDRESS.matcher(recipient).matches()) {
                    new InternetAddress(recipient, true);
                    return Optional.empty();
                }
            } catch (AddressException notAnAddress) {
                // said below, in words for a person
            }
            return Optional.of("must be mail addresses such as press@example.org, one a line");
        }
    },
    WEBHOOK {
        @Override
        public Optional<String> problemWith(String recipient) {
            return WEBHOOK_NAME.matcher(recipient).matches()
                    ? Optional.empty()
                    : Optional.of("must be the name of one webhook, in small letters, digits and hyphens");
        }
    };

    private static final int LONGEST = 254;
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern WEBHOOK_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** @return why nothing can be sent there, in words for who wrote it; empty when something can */
    public abstract Optional<String> problemWith(String recipient);
}

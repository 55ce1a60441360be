package io.github.integratedresponse.sla;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reminders are gathered.
 *
 * @param apart how long a person has peace after a mail about promises, before the next one tells everything that came up meanwhile. Ten
 *     minutes are long against the minute or two in which a wave of timers runs, so that a wave is one mail; and short against what is
 *     left of most promises when they are warned about
 */
@ConfigurationProperties("integrated-response.reminders")
record ReminderProperties(@DefaultValue("10m") Duration apart) {

    ReminderProperties {
        if (apart.isNegative()) {
            throw new IllegalArgumentException("integrated-response.reminders.apart can't be less than nothing");
        }
    }
}

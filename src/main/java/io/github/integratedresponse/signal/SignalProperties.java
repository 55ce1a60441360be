package io.github.integratedresponse.signal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param keep how long signals are kept that no incident and no hunt cites, by whole months; for good when it is missing */
@ConfigurationProperties("integrated-response.signals")
record SignalProperties(@Nullable Duration keep) {

    SignalProperties {
        if (keep != null && keep.compareTo(Duration.ofDays(30)) < 0) {
            throw new IllegalArgumentException("integrated-response.signals.keep must be 30 days at least");
        }
    }
}

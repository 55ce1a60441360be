package io.github.integratedresponse.signal.format;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How bad a finding is, in the numbers of OCSF: 0 unknown, 1 informational, 2 low, 3 medium, 4 high, 5 critical, 6 fatal. */
final class Severity {

    static final int UNKNOWN = 0;
    static final int INFORMATIONAL = 1;
    static final int FATAL = 6;

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("unknown", UNKNOWN),
            Map.entry("none", INFORMATIONAL),
            Map.entry("informational", INFORMATIONAL),
            Map.entry("information", INFORMATIONAL),
            Map.entry("info", INFORMATIONAL),
            Map.entry("low", 2),
            Map.entry("medium", 3),
            Map.entry("moderate", 3),
            Map.entry("high", 4),
            Map.entry("important", 4),
            Map.entry("critical", 5),
            Map.entry("fatal", FATAL));

    private Severity() {}

    /** @return {@code null} when no severity is called so */
    static @Nullable Integer named(@Nullable String name) {
        return name == null ? null : NAMES.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /** @param score of CVSS, 0 to 10; the bounds are those of CVSS 3.1, section 5 */
    static int ofScore(BigDecimal score) {
        double value = score.doubleValue();
        return value >= 9.0 ? 5 : value >= 7.0 ? 4 : value >= 4.0 ? 3 : value > 0 ? 2 : INFORMATIONAL;
    }
}

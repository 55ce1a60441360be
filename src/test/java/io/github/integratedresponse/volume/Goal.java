package io.github.integratedresponse.volume;

import java.util.Locale;

/** What a ratio is to reach, or to stay under. */
record Goal(double bound, boolean atLeast) {

    static Goal atLeast(double bound) {
        return new Goal(bound, true);
    }

    static Goal atMost(double bound) {
        return new Goal(bound, false);
    }

    boolean met(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        return (atLeast ? "≥ " : "≤ ") + String.format(Locale.ROOT, "%.2f", bound);
    }
}

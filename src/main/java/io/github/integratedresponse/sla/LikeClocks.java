package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.Forecasts.Likeness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clocks that one is compared with.
 *
 * @param subject empty where the clock's name says it all, or where it doesn't matter
 * @param severity empty where the clock has none, or where it doesn't matter
 */
record LikeClocks(Likeness likeness, String name, String subject, String severity) {

    static LikeClocks of(Likeness likeness, String name, @Nullable String subject, @Nullable String severity) {
        return new LikeClocks(
                likeness,
                name,
                likeness == Likeness.SAME_NAME || subject == null ? "" : subject,
                likeness != Likeness.SAME_SEVERITY || severity == null ? "" : severity);
    }

    /** The most like ones first. */
    static List<LikeClocks> of(OpenClock clock) {
        return of(clock.name(), clock.subject(), clock.severity());
    }

    static List<LikeClocks> of(String name, @Nullable String subject, @Nullable String severity) {
        return Arrays.stream(Likeness.values())
                .map(likeness -> of(likeness, name, subject, severity))
                .toList();
    }

    LifeScale scale() {
        return likeness == Likeness.SAME_SEVERITY ? LifeScale.TIME : LifeScale.SHARE;
    }

    /** Where a clock with this target stands in their life table after it has used so much time. */
    double position(Duration used, Duration target) {
        if (scale() == LifeScale.TIME) {
            return LifeScale.TIME.position(used.toMillis());
        }
        return LifeScale.SHARE.position(target.toMillis() <= 0 ? 1 : (double) used.toMillis() / target.toMillis());
    }

    /** The time at a position; {@link #position} the other way round. */
    Duration time(double position, Duration target) {
        double value = scale().value(position);
        return Duration.ofMillis(Math.round(scale() == LifeScale.TIME ? value : value * target.toMillis()));
    }
}

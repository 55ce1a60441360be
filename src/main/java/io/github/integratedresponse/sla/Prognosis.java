package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.Forecasts.Basis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of one clock.
 *
 * @param chance that it breaks its promise, with its band; null where {@code why} says that nothing can be said
 * @param remaining until half of the clocks are done that have lasted as long
 */
record Prognosis(
        LifeTable.@Nullable Lasting chance, @Nullable Duration remaining, @Nullable Basis basis, @Nullable String why) {

    /** Fewer say little: with 30 the band of a chance of one half is about a third wide. */
    static final int FEWEST_DONE = 30;

    /** A chance is read only where at least so many clocks were watched for as long. */
    static final int FEWEST_AT_RISK = 10;

    static final String TOO_FEW =
            "Fewer than " + FEWEST_DONE + " like clocks were done in the last " + LifeWindow.WEEKS + " weeks";
    static final String LASTS_LONGER = "It has lasted longer than like clocks were watched for";
    static final String TARGET_BEYOND = "No like clock was watched for as long as its target";

    private static final LifeTable.Lasting CERTAIN = new LifeTable.Lasting(1, 1, 1);

    /** @param breached whether the promise is broken already */
    static Prognosis of(
            List<LikeClocks> likeness,
            Duration used,
            Duration target,
            boolean breached,
            Map<LikeClocks, LifeTable> tables) {
        Prognosis nothing = new Prognosis(null, null, null, TOO_FEW);
        for (LikeClocks like : likeness) {
            LifeTable table = tables.get(like);
            if (table == null || table.done() < FEWEST_DONE) {
                continue;
            }
            double from = like.position(used, target);
            long atRisk = table.atRisk(from);
            if (!table.reaches(from) || atRisk < FEWEST_AT_RISK || table.survival(from) == 0) {
                nothing = new Prognosis(null, null, null, LASTS_LONGER);
                continue;
            }
            // a calendar may have nothing left to count before the due date comes
            double to = Math.max(from, like.position(target, target));
            Basis basis = new Basis(like.likeness(), table.watched(), table.done(), atRisk);
            Duration remaining = remaining(like, table.median(from), used, target);
            if (breached || table.reaches(to)) {
                return new Prognosis(breached ? CERTAIN : table.lasting(from, to), remaining, basis, null);
            }
            nothing = new Prognosis(null, remaining, basis, TARGET_BEYOND);
        }
        return breached ? new Prognosis(CERTAIN, nothing.remaining(), nothing.basis(), null) : nothing;
    }

    private static @Nullable Duration remaining(
            LikeClocks like, OptionalDouble median, Duration used, Duration target) {
        if (median.isEmpty()) {
            return null;
        }
        Duration left = like.time(median.getAsDouble(), target).minus(used);
        return left.isNegative() ? Duration.ZERO : left;
    }
}

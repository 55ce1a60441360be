package io.github.integratedresponse.sla;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that started after the cut and was due by now, with what became of it.
 *
 * @param target in milliseconds of its calendar
 * @param share which part of its target it used until it was done or called off, or 1 when it was not done by its due date
 * @param decided whether it is known if the promise was kept; it is not when the clock was called off in time, or still stands still
 */
record HeldBack(
        String name,
        @Nullable String subject,
        @Nullable String severity,
        double target,
        double share,
        boolean broken,
        boolean decided) {

    /** Where called-off clocks leave but one in twenty, the few that are left are not made to stand for all. */
    private static final double LEAST_LEFT = 0.05;

    /**
     * For how many a decided clock stands: for itself, and for those that were called off at a time at which it might have been (inverse
     * probability of censoring, Graf and others 1999). Otherwise clocks that last long would be too few, because more of them are called off.
     */
    static final class Weights {

        private final double[] calledOff;
        private final double[] left;

        /** @param all that ran at one fraction of their target */
        Weights(List<HeldBack> all) {
            calledOff = all.stream()
                    .filter(one -> !one.decided())
                    .mapToDouble(HeldBack::share)
                    .sorted()
                    .toArray();
            double[] shares = all.stream().mapToDouble(HeldBack::share).sorted().toArray();
            left = new double[calledOff.length];
            double part = 1;
            for (int i = 0; i < calledOff.length; i++) {
                int before = below(shares, calledOff[i]);
                // of several at the same moment, each finds one fewer
                int same = i - below(calledOff, calledOff[i]);
                part *= 1 - 1.0 / (shares.length - before - same);
                left[i] = part;
            }
        }

        double of(HeldBack decided) {
            int before = below(calledOff, decided.share());
            return before == 0 ? 1 : 1 / Math.max(LEAST_LEFT, left[before - 1]);
        }

        /** How many of these are smaller. */
        private static int below(double[] sorted, double value) {
            int found = Arrays.binarySearch(sorted, value);
            if (found < 0) {
                return -found - 1;
            }
            while (found > 0 && sorted[found - 1] == value) {
                found--;
            }
            return found;
        }
    }
}

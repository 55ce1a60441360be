package io.github.integratedresponse.sla;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How long clocks of one kind take: the estimate of Kaplan and Meier (Nonparametric Estimation from Incomplete Observations, 1958) over
 * the buckets of a {@link LifeScale}. A clock that was called off, or that still runs, counts among those at risk for as long as it was
 * watched, and never as done. Within a bucket, what was done is spread evenly.
 */
final class LifeTable {

    private static final double Z_95 = 1.959963984540054;
    private static final double TAIL = 0.025;

    private final int[] done;
    private final long[] atRisk;

    /** After each bucket. */
    private final double[] survival;

    /** The sum of Greenwood up to the end of each bucket. */
    private final double[] greenwood;

    private final long allDone;
    private final int last;

    private LifeTable(int[] done, int[] unfinished) {
        this.done = done;
        int buckets = done.length;
        atRisk = new long[buckets];
        survival = new double[buckets];
        greenwood = new double[buckets];
        long left = 0;
        long finished = 0;
        for (int b = buckets - 1; b >= 0; b--) {
            left += done[b] + (long) unfinished[b];
            atRisk[b] = left;
            finished += done[b];
        }
        allDone = finished;
        double before = 1;
        double sum = 0;
        for (int b = 0; b < buckets; b++) {
            before *= atRisk[b] == 0 ? 1 : 1 - (double) done[b] / atRisk[b];
            sum += variance(done[b], atRisk[b]);
            survival[b] = before;
            greenwood[b] = sum;
        }
        last = buckets - 1;
    }

    /** What was watched of like clocks, bucket by bucket. */
    static final class Watched {

        private int[] done = new int[0];
        private int[] unfinished = new int[0];

        /** @param finished how many were done in this bucket, {@code others} how many were last seen unfinished in it */
        Watched add(int bucket, int finished, int others) {
            if (bucket >= done.length) {
                done = Arrays.copyOf(done, bucket + 1);
                unfinished = Arrays.copyOf(unfinished, bucket + 1);
            }
            done[bucket] += finished;
            unfinished[bucket] += others;
            return this;
        }

        Watched add(Watched more) {
            for (int b = 0; b < more.done.length; b++) {
                add(b, more.done[b], more.unfinished[b]);
            }
            return this;
        }

        LifeTable table() {
            return new LifeTable(done.clone(), unfinished.clone());
        }
    }

    /** The part of clocks that last longer than this, as far as {@link #reaches} says that it is known. */
    double survival(double position) {
        int bucket = (int) position;
        if (bucket > last) {
            return last < 0 ? 1 : survival[last];
        }
        double before = bucket == 0 ? 1 : survival[bucket - 1];
        return before - (before - survival[bucket]) * (position - bucket);
    }

    /** Whether clocks were watched for as long as this, or none lasts so long. */
    boolean reaches(double position) {
        return position <= last + 1.0 || (last >= 0 && survival[last] == 0);
    }

    /** How many clocks were watched for at least as long as this. */
    long atRisk(double position) {
        int bucket = (int) position;
        if (bucket > last) {
            return 0;
        }
        long next = bucket == last ? 0 : atRisk[bucket + 1];
        return atRisk[bucket] - Math.round((atRisk[bucket] - next) * (position - bucket));
    }

    long done() {
        return allDone;
    }

    long watched() {
        return last < 0 ? 0 : atRisk[0];
    }

    /** @param low of the 95 % confidence band, {@code high} likewise */
    record Lasting(double chance, double low, double high) {}

    /**
     * The chance that a clock which has lasted until {@code from} lasts longer than {@code to}.
     *
     * <p>The band is Greenwood's variance on the scale log(-log), so it stays between 0 and 1. Where no clock, or every clock, was done
     * in between, that variance says nothing, and the exact band of Clopper and Pearson takes its place.
     */
    Lasting lasting(double from, double to) {
        double chance = survival(to) / survival(from);
        long watched = Math.max(1, atRisk(from));
        if (!(chance < 1)) {
            return new Lasting(1, Math.pow(TAIL, 1.0 / watched), 1);
        }
        if (chance <= 0) {
            return new Lasting(0, 0, 1 - Math.pow(TAIL, 1.0 / watched));
        }
        double error = Math.sqrt(variance(from, to)) / -Math.log(chance);
        return new Lasting(chance, Math.pow(chance, Math.exp(Z_95 * error)), Math.pow(chance, Math.exp(-Z_95 * error)));
    }

    /** Until when half of the clocks are done that have lasted until {@code from}; empty where fewer than half were watched so long. */
    OptionalDouble median(double from) {
        double half = survival(from) / 2;
        if (last < 0 || survival[last] > half || half == 0) {
            return OptionalDouble.empty();
        }
        int low = Math.min((int) from, last);
        int high = last;
        while (low < high) {
            int middle = (low + high) / 2;
            if (survival[middle] <= half) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double before = low == 0 ? 1 : survival[low - 1];
        return OptionalDouble.of(low + (before - half) / (before - survival[low]));
    }

    private double variance(double from, double to) {
        int first = (int) from;
        int end = Math.min((int) to, last + 1);
        double part = from - first;
        if (first > last) {
            return 0;
        }
        if (first == end) {
            return variance(done[first] * (to - from), atRisk[first]);
        }
        double sum = variance(done[first] * (1 - part), atRisk[first]);
        if (end - 1 > first) {
            sum += greenwood[end - 1] - greenwood[first];
        }
        return end > last ? sum : sum + variance(done[end] * (to - end), atRisk[end]);
    }

    private static double variance(double done, long atRisk) {
        return done == 0 ? 0 : done / (atRisk * (atRisk - done));
    }
}

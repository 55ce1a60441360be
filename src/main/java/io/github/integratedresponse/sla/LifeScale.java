package io.github.integratedresponse.sla;

/**
 * How a life table measures how long clocks took: in buckets that widen with the time, each {@link #WIDTH} times as far as the one before.
 * A position is a bucket and the part of it that lies below, so 12.25 is a quarter into bucket 12.
 */
enum LifeScale {
    /** In milliseconds of the clock's calendar; the first bucket ends a little after a second. */
    TIME(1_000, 0),

    /** In parts of the clock's own target; bucket 350 begins at the target itself. */
    SHARE(1, 350);

    /** Fine enough that a chance read from a bucket is off by less than what a few clocks more or less would change. */
    static final double WIDTH = 1.02;

    /** The last one, for whatever lies beyond: hundreds of years, or millions of targets. */
    static final int LAST = 1_200;

    private static final double LOG_WIDTH = Math.log(WIDTH);

    private final double unit;
    private final int offset;

    LifeScale(double unit, int offset) {
        this.unit = unit;
        this.offset = offset;
    }

    double position(double value) {
        double units = value / unit;
        double firstEnds = Math.pow(WIDTH, 1.0 - offset);
        if (units < firstEnds) {
            return Math.max(0, units / firstEnds);
        }
        return Math.min(LAST, Math.log(units) / LOG_WIDTH + offset);
    }

    int bucket(double value) {
        return (int) position(value);
    }

    /** The value at a position; {@link #position} the other way round. */
    double value(double position) {
        return position < 1
                ? position * unit * Math.pow(WIDTH, 1.0 - offset)
                : unit * Math.pow(WIDTH, position - offset);
    }

    /** The bucket as SQL, of a value that is given as SQL. */
    String sql(String value) {
        String units = "((" + value + ")::float8 / " + unit + ")";
        return "(case when " + units + " < " + Math.pow(WIDTH, 1.0 - offset) + " then 0 else least(" + LAST
                + ", floor(ln(" + units + ") / " + LOG_WIDTH + ") + " + offset + ") end)::int";
    }
}

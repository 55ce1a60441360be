package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;

/** All time counts. */
class AroundTheClock implements WorkingTime {

    static final String NAME = "24x7";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Instant plus(Instant from, Duration workingTime) {
        if (workingTime.isNegative()) {
            throw new IllegalArgumentException("Working time can't be negative");
        }
        if (workingTime.compareTo(Target.LONGEST) > 0) {
            throw new IllegalArgumentException("It would be due more than 100 years later");
        }
        return from.plus(workingTime);
    }

    @Override
    public Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    @Override
    public Duration length(Target target) {
        return Duration.ofDays(target.days()).plus(target.time());
    }

    @Override
    public String toString() {
        return NAME;
    }
}

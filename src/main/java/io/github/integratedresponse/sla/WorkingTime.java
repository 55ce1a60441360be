package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;

/**
 * How time counts for a promise: around the clock, or in the working hours of a region. An instant is working time exactly when a clock on
 * the wall there shows a working hour of a working day; so an hour that does not exist is not worked, and one that comes twice is worked
 * twice. Instants are those of the years 1900 to 2300.
 */
public interface WorkingTime {

    /** @return as policies name it, such as {@code 24x7} or {@code business-US} */
    String name();

    /**
     * @param from may lie outside of working hours
     * @return the first moment at which that much working time has passed since {@code from}
     * @throws IllegalArgumentException if it would be due more than 100 years later
     */
    default Instant plus(Instant from, Target target) {
        return plus(from, length(target));
    }

    /**
     * @param from may lie outside of working hours
     * @param workingTime zero or more; zero gives {@code from} itself
     * @return the first moment at which that much working time has passed since {@code from}
     * @throws IllegalArgumentException if it would be due more than 100 years later
     */
    Instant plus(Instant from, Duration workingTime);

    /** @return the working time between; zero when {@code to} is not later than {@code from} */
    Duration between(Instant from, Instant to);

    /** @return the target in time of this calendar: a day is the length of one ordinary working day, around the clock 24 hours */
    Duration length(Target target);
}

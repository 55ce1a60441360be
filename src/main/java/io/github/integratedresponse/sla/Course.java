package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the time of one clock runs: from its start, in time of its calendar, but for the pauses in which it stands still.
 *
 * @param pauses in which it stood still, each after the other, ended ones only
 */
record Course(WorkingTime time, Instant start, List<Pause> pauses) {

    /** A stretch of time, around the clock. */
    record Pause(Instant from, Instant to) {}

    /** When a clock began and when it stood still, whatever calendar it runs by. */
    record Standstill(Instant start, List<Pause> pauses) {

        Course in(WorkingTime time) {
            return new Course(time, start, pauses);
        }
    }

    /** @param pauses in any order, which may overlap each other or lie before the start */
    Course(WorkingTime time, Instant start, List<Pause> pauses) {
        this.time = time;
        this.start = start;
        this.pauses = apart(start, pauses);
    }

    /** @return the moment at which this much of the clock's time has been used */
    Instant at(Duration used) {
        Instant from = start;
        Duration left = used;
        for (Pause pause : pauses) {
            Duration until = time.between(from, pause.from());
            if (until.compareTo(left) >= 0) {
                break;
            }
            left = left.minus(until);
            from = pause.to();
        }
        return time.plus(from, left);
    }

    /** @return how much of the clock's time has been used at this moment, which lies in no pause that goes on */
    Duration used(Instant now) {
        Instant from = start;
        Duration used = Duration.ZERO;
        for (Pause pause : pauses) {
            if (pause.from().isAfter(now)) {
                break;
            }
            used = used.plus(time.between(from, pause.from()));
            from = pause.to();
        }
        return now.isBefore(from) ? used : used.plus(time.between(from, now));
    }

    /** @return how long the clock stood still, around the clock */
    Duration stoodStill() {
        return pauses.stream()
                .map(pause -> Duration.between(pause.from(), pause.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static List<Pause> apart(Instant start, List<Pause> pauses) {
        List<Pause> apart = new ArrayList<>();
        List<Pause> inOrder =
                pauses.stream().sorted(Comparator.comparing(Pause::from)).toList();
        Instant covered = start;
        for (Pause pause : inOrder) {
            Instant from = pause.from().isBefore(covered) ? covered : pause.from();
            if (pause.to().isAfter(from)) {
                apart.add(new Pause(from, pause.to()));
                covered = pause.to();
            }
        }
        return List.copyOf(apart);
    }
}

package io.github.integratedresponse.sla;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The working time of one year in UTC, as stretches one after the other. Everything is in nanoseconds, from the year's beginning. */
class WorkingYear {

    private static final long SECOND = 1_000_000_000L;

    private final Instant begin;
    private final long[] starts;
    private final long[] ends;
    /** The working time of the year before each stretch. */
    private final long[] before;

    private final long total;

    private WorkingYear(Instant begin, List<long[]> stretches) {
        this.begin = begin;
        int count = stretches.size();
        starts = new long[count];
        ends = new long[count];
        before = new long[count];
        long sum = 0;
        for (int at = 0; at < count; at++) {
            starts[at] = (stretches.get(at)[0] - begin.getEpochSecond()) * SECOND;
            ends[at] = (stretches.get(at)[1] - begin.getEpochSecond()) * SECOND;
            before[at] = sum;
            sum += ends[at] - starts[at];
        }
        total = sum;
    }

    /** Goes through the year by stretches in which the clocks of the zone were not changed: there, local time is time. */
    static WorkingYear of(int year, ZoneRules zone, List<WorkingHours> hours, Predicate<LocalDate> working) {
        Instant begin = LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<long[]> stretches = new ArrayList<>();
        for (Instant at = begin; at.isBefore(end); ) {
            ZoneOffset offset = zone.getOffset(at);
            ZoneOffsetTransition change = zone.nextTransition(at);
            Instant until = change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
            LocalDate last = LocalDate.ofInstant(until.minusNanos(1), offset);
            for (LocalDate day = LocalDate.ofInstant(at, offset); !day.isAfter(last); day = day.plusDays(1)) {
                if (working.test(day)) {
                    long midnight = day.toEpochSecond(LocalTime.MIDNIGHT, offset);
                    for (WorkingHours part : hours) {
                        add(
                                stretches,
                                Math.max(midnight + part.from(), at.getEpochSecond()),
                                Math.min(midnight + part.to(), until.getEpochSecond()));
                    }
                }
            }
            at = until;
        }
        return new WorkingYear(begin, stretches);
    }

    private static void add(List<long[]> stretches, long from, long to) {
        if (from >= to) {
            return;
        }
        long[] last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last != null && last[1] == from) {
            last[1] = to;
        } else {
            stretches.add(new long[] {from, to});
        }
    }

    /** The working time of the whole year. */
    long total() {
        return total;
    }

    /** @return the working time of this year before a moment of it */
    long before(Instant moment) {
        long at = (moment.getEpochSecond() - begin.getEpochSecond()) * SECOND + moment.getNano();
        int found = Arrays.binarySearch(starts, at);
        int stretch = found >= 0 ? found : -found - 2;
        return stretch < 0 ? 0 : before[stretch] + Math.min(at, ends[stretch]) - starts[stretch];
    }

    /**
     * @param worked more than nothing, not more than the total
     * @return the first moment at which that much of the year's working time has passed
     */
    Instant at(long worked) {
        int found = Arrays.binarySearch(before, worked);
        // at the end of a stretch, not at the beginning of the next
        int stretch = (found >= 0 ? found : -found - 1) - 1;
        return begin.plusNanos(starts[stretch] + worked - before[stretch]);
    }
}

package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How promises are kept: the one place that figures of the clocks come from. What it says is exact at every moment, and leaves out
 * restricted incidents, except where a list says that it is for the person asking.
 *
 * <p>A promise counts once its fate is decided, in the ISO week in which it was: when it was kept, or when it fell due and was not. An
 * empty text stands for what is not known of a clock, such as the division of work that is about no product.
 */
public interface SlaFigures {

    /** Whose questions about figures the API answers, as an expression of Spring Security. */
    String MAY_READ = "hasAnyRole('security-operations-manager', 'executive', 'auditor', 'process-owner',"
            + " 'governance-analyst', 'incident-commander', 'administrator')";

    /** What promises are told apart by. */
    enum By {
        CLOCK,
        SUBJECT,
        PROCESS,
        SEVERITY,
        DIVISION,
        PRODUCT,
        OWNER,
        REGION,
        WEEK
    }

    /** What figures are narrowed to; null where it doesn't matter. */
    record Filter(
            @Nullable String clock,
            @Nullable String subject,
            @Nullable String process,
            @Nullable String severity,
            @Nullable String division,
            @Nullable String product,
            @Nullable String owner,
            @Nullable String region) {

        public static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);

        public static Filter ofClock(String clock) {
            return new Filter(clock, null, null, null, null, null, null, null);
        }

        public static Filter ofDivision(String division) {
            return new Filter(null, null, null, null, division, null, null, null);
        }
    }

    /**
     * How promises of one kind were kept.
     *
     * @param key what they have in common: a name, or the Monday of a week
     * @param due how many were due: those kept in time or late, those open past their time, and those called off past their time
     * @param cancelled how many were called off in time; they were never due
     * @param adherence kept in time, as a share of those due, to four decimals; null when none was due
     * @param meanLateSeconds by how much those kept or called off late were late; null when there are none
     * @param pausedSeconds how long they stood still, which is not in any of the above
     */
    record Kept(
            String key,
            long due,
            long met,
            long metLate,
            long overdue,
            long calledOffLate,
            long cancelled,
            @Nullable Double adherence,
            @Nullable Long meanLateSeconds,
            long pausedSeconds) {}

    /**
     * Adherence over whole weeks.
     *
     * @param from the first day
     * @param to the day after the last
     * @param target the share of promises that is to be kept
     * @param total how many groups there are; products and owners come by the page
     */
    record Adherence(LocalDate from, LocalDate to, double target, By by, List<Kept> groups, long total) {}

    /** @param asked which page of products or owners; other groups come all at once */
    Adherence adherence(Weeks weeks, By by, Filter filter, PageRequest asked);

    /** How promises of one clock were kept at one severity; the rest is as in {@link Kept}. */
    record Cell(
            String clock,
            String severity,
            long due,
            long met,
            long metLate,
            long overdue,
            long calledOffLate,
            long cancelled,
            @Nullable Double adherence) {}

    /** Where promises are kept and where not, over whole weeks. */
    record Matrix(LocalDate from, LocalDate to, double target, List<Cell> cells) {}

    Matrix matrix(Weeks weeks, Filter filter);

    /** What figures can be narrowed to, such as the divisions of which anything is counted, in the order of their names. */
    record Values(By of, List<String> values) {}

    /**
     * @param of clock, division, product, owner or region
     * @param containing what they have in them, in small letters or large
     */
    Values values(By of, String containing, int limit);

    /**
     * How long something took, over all that was done in a group.
     *
     * @param measure the time to {@code detect}, {@code acknowledge}, {@code contain}, {@code mitigate} or {@code recover}
     * @param key what the group has in common; empty for all
     */
    record Took(
            String measure,
            String key,
            long count,
            double medianSeconds,
            double p90Seconds,
            double p95Seconds,
            double p99Seconds) {}

    /** Times of what was done in these weeks. */
    record Times(LocalDate from, LocalDate to, @Nullable By by, List<Took> groups) {}

    /**
     * The time to detect counts from the first sign to the opening of the incident, the others from its opening.
     *
     * @param by week, severity or division; null for all at once
     */
    Times times(Weeks weeks, @Nullable By by, Filter filter);

    /**
     * The open clocks of one name.
     *
     * @param running how many run, in time or not
     * @param atRisk how many run in time, but past the moment at which to warn
     * @param overdue how many run past their time
     * @param mostLateSeconds by how much the worst of them is late; null when none is
     */
    record Open(
            String clock,
            long open,
            long running,
            long paused,
            long atRisk,
            long overdue,
            @Nullable Long mostLateSeconds) {}

    /** The open clocks at a moment. */
    record OpenCounts(Instant at, List<Open> groups) {}

    OpenCounts open(Filter filter);

    /** How pressing an open clock is. */
    enum Risk {
        IN_TIME,
        AT_RISK,
        OVERDUE,
        PAUSED
    }

    /**
     * An open clock.
     *
     * @param about the business key of the work, such as the number of an incident
     * @param processInstance in which the clock runs
     * @param rootInstance the process instance that called it, or called that one, and so on: the work as a whole; null when it has ended
     * @param leftSeconds until it falls due, when it goes on; negative by how much it is late
     * @param pausedSeconds how long it stood still up to now
     */
    record OpenClock(
            long id,
            String about,
            String clock,
            @Nullable String subject,
            String process,
            String processInstance,
            @Nullable String rootInstance,
            @Nullable String severity,
            @Nullable String product,
            @Nullable String division,
            @Nullable String owner,
            @Nullable String region,
            Instant startedAt,
            Instant warnAt,
            Instant dueAt,
            String state,
            Risk risk,
            long leftSeconds,
            long pausedSeconds) {}

    /** The open clocks that the person asking may know of, the worst first and those that stand still last. */
    Page<OpenClock> openClocks(Filter filter, @Nullable Risk risk, PageRequest asked);

    /** How a promise was broken: kept late, called off late, or not kept yet. */
    enum Broken {
        MET_LATE,
        CALLED_OFF_LATE,
        OVERDUE
    }

    /**
     * A broken promise.
     *
     * @param about as in {@link OpenClock}, like the process instances
     * @param stoppedAt when it was kept or called off; null while it is open
     * @param lateSeconds by how much it was late, or is so far; not longer than until it was paused
     */
    record Breach(
            long id,
            String about,
            String clock,
            @Nullable String subject,
            String process,
            String processInstance,
            @Nullable String rootInstance,
            @Nullable String severity,
            @Nullable String product,
            @Nullable String division,
            @Nullable String owner,
            @Nullable String region,
            Instant startedAt,
            Instant dueAt,
            @Nullable Instant stoppedAt,
            Broken outcome,
            long lateSeconds) {}

    /** The promises that were due in these weeks and broken, and that the person asking may know of, the worst first. */
    Page<Breach> breaches(Weeks weeks, Filter filter, PageRequest asked);

    /** How the clock stood after something that happened to it. */
    record Entry(
            Instant at,
            String event,
            String state,
            Instant dueAt,
            String target,
            @Nullable String severity,
            @Nullable Integer policyVersion,
            @Nullable String actor,
            String reason) {}

    /** One time that a clock stood still. */
    record Pause(String reason, @Nullable String approvedBy, Instant beganAt, @Nullable Instant endedAt) {}

    /** A clock with everything that happened to it. */
    record Story(
            long id,
            String about,
            String clock,
            @Nullable String subject,
            String process,
            String processInstance,
            @Nullable String rootInstance,
            String activity,
            @Nullable String severity,
            @Nullable Integer productTier,
            @Nullable String product,
            @Nullable String division,
            @Nullable String owner,
            @Nullable String region,
            String calendar,
            String target,
            @Nullable Integer policyVersion,
            Instant startedAt,
            Instant warnAt,
            Instant dueAt,
            @Nullable Instant breachedAt,
            @Nullable Instant stoppedAt,
            String state,
            long pausedSeconds,
            @Nullable Long elapsedSeconds,
            List<Pause> pauses,
            List<Entry> ledger) {}

    /** @return the clock, unless the person asking may not know of it */
    Optional<Story> clock(long id);

    /**
     * How long clocks of one name stood still for one reason.
     *
     * @param pauses how many began in these weeks
     * @param goingOn how many of them go on
     * @param pausedSeconds all of them together, those that go on up to now
     */
    record Paused(String clock, String reason, long pauses, long goingOn, long pausedSeconds) {}

    /** Pauses that began in these weeks. */
    record Pauses(LocalDate from, LocalDate to, List<Paused> groups) {}

    Pauses pauses(Weeks weeks, Filter filter);

    /**
     * How old open repair items are.
     *
     * @param phase the clock of the phase they are in; {@code all} for all of them, empty when they are in none
     */
    record Ageing(
            String phase,
            long open,
            long overdue,
            long under7Days,
            long under30Days,
            long under90Days,
            long under180Days,
            long older,
            double medianDays,
            double oldestDays) {}

    /** The open repair items at a moment. */
    record Repairs(Instant at, List<Ageing> groups) {}

    /** Clock, subject and process of the filter don't matter here. */
    Repairs repairs(Filter filter);

    /**
     * How punctual reviews were in one week.
     *
     * @param clock {@code slr-held}, {@code slr-published}, {@code sor-held} or {@code shr-held}
     * @param week its Monday
     */
    record Punctual(LocalDate week, String clock, long due, long onTime, long late, long overdue, long calledOffLate) {}

    /** Reviews that were due in these weeks. */
    record Reviews(LocalDate from, LocalDate to, List<Punctual> groups) {}

    /** Clock, subject and process of the filter don't matter here. */
    Reviews reviews(Weeks weeks, Filter filter);

    /**
     * How often what had been met before came back.
     *
     * @param opened how many incidents were opened; false alarms and duplicates don't count
     * @param matchedPattern how many of them were recognised by a pattern that the loop had learned
     * @param repeatedCause how many of them had a root cause of the kind that an earlier incident had, about the same kind of finding or
     *     the same control
     * @param recurring how many of them were either
     * @param share of recurring ones, to four decimals; null when none was opened
     */
    record Recurrence(
            LocalDate from,
            LocalDate to,
            long opened,
            long matchedPattern,
            long repeatedCause,
            long recurring,
            @Nullable Double share) {}

    /** Only severity and division of the filter matter here. */
    Recurrence recurrence(Weeks weeks, Filter filter);
}

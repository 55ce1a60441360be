package io.github.integratedresponse.sla;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The clocks and their ledger, in the transaction of the step that moves them. */
@Component
class Clocks {

    private final ClockRecords records;
    private final StoppedClocks stopped;
    private final Terms terms;
    private final Policies policies;
    private final Settlement settlement;
    private final Clock clock;

    Clocks(
            ClockRecords records,
            StoppedClocks stopped,
            Terms terms,
            Policies policies,
            Settlement settlement,
            Clock clock) {
        this.records = records;
        this.stopped = stopped;
        this.terms = terms;
        this.policies = policies;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * @param began whether the run of the element began in this very transaction: then nobody else can have started its clock
     * @return the clock that was started for it
     */
    Optional<SlaClock> started(String clockName, String activityInstanceId, boolean began) {
        if (began) {
            records.began(activityInstanceId);
            return records.held(clockName, activityInstanceId);
        }
        return records.of(clockName, activityInstanceId);
    }

    /** Starts the clock of one run of an element, unless it was started before; the first call promises. */
    @Transactional
    public SlaClock start(Promise promise) {
        Instant now = now();
        Instant since = promise.since() == null || promise.since().isAfter(now) ? now : promise.since();
        About about = terms.about(promise);
        Terms.Promised promised = terms.of(promise, about, new Course.Standstill(since, List.of()));
        return records.insert(promise, about, promised, since, reason(promised, promise.severity(), about), now);
    }

    /** Keeps the clock of an element that ends as it begins: what is measured lies before it, and nobody waits for it. */
    @Transactional
    public void measure(Promise promise) {
        Instant now = now();
        Instant since = promise.since() == null || promise.since().isAfter(now) ? now : promise.since();
        About about = terms.about(promise);
        Course.Standstill course = new Course.Standstill(since, List.of());
        Terms.Promised promised = terms.of(promise, about, course);
        stopped.keep(new StoppedClocks.Stopped(
                promise,
                about,
                promised,
                since,
                promised.dueAt().isBefore(now) ? SlaClock.State.MET_LATE : SlaClock.State.MET,
                now,
                course.in(terms.time(promised.calendar(), about)).used(now),
                reason(promised, promise.severity(), about)));
    }

    /**
     * Stops the clock of one run of an element; one that stands still runs again before. A clock that has stopped stays as it is.
     *
     * @param calledOff why the work was called off; {@code null} when it was done
     */
    @Transactional
    public void stop(String clockName, String activityInstanceId, @Nullable String calledOff) {
        records.lockOpen(clockName, activityInstanceId).ifPresent(open -> {
            Instant now = now();
            SlaClock running = open.state() == SlaClock.State.PAUSED ? resume(open, "The work ended") : open;
            SlaClock.State state = calledOff != null
                    ? SlaClock.State.CANCELLED
                    : running.dueAt().isBefore(now) ? SlaClock.State.MET_LATE : SlaClock.State.MET;
            Course course = records.standstill(running).in(terms.time(running));
            settlement.stopped(records.stop(
                    running.id(), state, now, course.used(now), calledOff != null ? calledOff : "The work was done"));
        });
    }

    /**
     * Promises anew for every clock that is open in these process instances, from its own start. The old promise stays in the ledger.
     *
     * @return how many promises changed
     */
    @Transactional
    public int retarget(Collection<String> processInstanceIds, @Nullable String severity) {
        Map<Work, About> abouts = new HashMap<>();
        return (int) records.lockOpenIn(processInstanceIds).stream()
                .filter(open -> retarget(open, severity, abouts))
                .count();
    }

    /** Promises anew by the policy as it stands now, each clock for the severity it has. */
    @Transactional
    public int retarget(String processInstanceId) {
        Map<Work, About> abouts = new HashMap<>();
        return (int) records.lockOpenIn(List.of(processInstanceId)).stream()
                .filter(open -> retarget(open, open.severity(), abouts))
                .count();
    }

    /**
     * Promises anew by the policy as it stands now, for the severity that the clock has.
     *
     * @return whether the promise changed
     */
    @Transactional
    public boolean retarget(long clockId) {
        SlaClock clock = records.lock(clockId);
        return clock.state().open() && retarget(clock, clock.severity(), new HashMap<>());
    }

    private record Work(String businessKey, String processInstanceId, @Nullable String subject) {}

    /** @param abouts what is known of the work so far; several clocks run for the same */
    private boolean retarget(SlaClock open, @Nullable String severity, Map<Work, About> abouts) {
        About about = abouts.computeIfAbsent(
                new Work(open.businessKey(), open.processInstanceId(), open.subject()),
                work -> terms.about(work.businessKey(), work.processInstanceId(), work.subject()));
        Terms.Promised promised = promisedNow(open, severity, about);
        boolean same = promised.dueAt().equals(open.dueAt())
                && promised.warnAt().equals(open.warnAt())
                && promised.target().equals(open.target())
                && promised.calendar().equals(open.calendar())
                && Objects.equals(severity, open.severity())
                && about.equals(open.about());
        if (same) {
            return false;
        }
        ClockRecords.Moved moved = records.retarget(open.id(), severity, about, promised, now());
        enter(open.id(), "RETARGETED", reason(promised, severity, about), null);
        settlement.moved(moved, now());
        return true;
    }

    private Terms.Promised promisedNow(SlaClock open, @Nullable String severity, About about) {
        return terms.of(promise(open, severity), about, records.standstill(open));
    }

    private static Promise promise(SlaClock open, @Nullable String severity) {
        return new Promise(
                open.name(),
                "",
                open.processInstanceId(),
                open.activityId(),
                open.activityInstanceId(),
                open.businessKey(),
                severity,
                open.subject(),
                open.startedAt());
    }

    /**
     * Lets a clock stand still while one run of an element lasts, unless the policy wants somebody's word for it that nobody gave.
     *
     * @param approvedBy who approved of it, {@code null} when nobody was asked
     * @param refusal why it may not stand still; {@code null} when it may
     */
    @Transactional
    public void pause(
            SlaClock open,
            String activityInstanceId,
            String reason,
            @Nullable String approvedBy,
            @Nullable String refusal) {
        Instant now = now();
        if (refusal != null) {
            enter(open.id(), "PAUSE_REFUSED", "%s; asked for because: %s".formatted(refusal, reason), approvedBy);
        } else if (records.beginPause(open.id(), activityInstanceId, reason, approvedBy, now)) {
            if (open.state() != SlaClock.State.PAUSED) {
                settlement.paused(records.pause(open.id(), now));
            }
            enter(open.id(), "PAUSED", reason, approvedBy);
        }
    }

    /** Ends what one run of an element paused. @return the clocks that run again */
    @Transactional
    public List<SlaClock> resume(String activityInstanceId) {
        return records.endPauses(activityInstanceId, now()).stream()
                .sorted()
                .map(records::lock)
                .filter(paused -> paused.state() == SlaClock.State.PAUSED && !records.pausedByAnother(paused.id()))
                .map(paused -> {
                    SlaClock running = resume(paused, "The wait ended");
                    settlement.resumed(running, Objects.requireNonNull(paused.pausedAt()), now());
                    return running;
                })
                .toList();
    }

    private SlaClock resume(SlaClock paused, String reason) {
        Instant now = now();
        records.endPausesOf(paused.id(), now);
        Course course = records.standstill(paused).in(terms.time(paused));
        boolean own = terms.own(paused.name(), paused.processInstanceId()).isPresent();
        Terms.Promised promised = promisedNow(paused, paused.severity(), paused.about());
        ClockRecords.Moved moved = records.resume(
                paused.id(),
                course.stoodStill(),
                own ? paused.warnAt() : promised.warnAt(),
                own ? paused.dueAt() : promised.dueAt(),
                now);
        enter(paused.id(), "RESUMED", reason, null);
        settlement.moved(moved, now);
        return moved.clock();
    }

    /** @return why this clock may not stand still; empty when it may */
    Optional<String> mayNotPause(SlaClock open, @Nullable String approvedBy, RoleMembership membership) {
        if (terms.fixed(open.name(), open.processInstanceId())) {
            return Optional.of("Its due date is fixed from outside");
        }
        String role = pauseApprover(open);
        if (role == null) {
            return Optional.empty();
        }
        if (approvedBy == null) {
            return Optional.of("Nobody of the role %s approved of it".formatted(role));
        }
        return membership.has(approvedBy, role)
                ? Optional.empty()
                : Optional.of("%s, who approved of it, has not got the role %s".formatted(approvedBy, role));
    }

    /** @return the role that must approve before this clock stands still; {@code null} when nobody need to */
    @Nullable
    String pauseApprover(SlaClock open) {
        return policies.of(
                        open.name(),
                        open.severity(),
                        open.about().productTier(),
                        open.about().region())
                .pauseApprover();
    }

    /** Whether a person has a role. */
    @FunctionalInterface
    interface RoleMembership {
        boolean has(String person, String role);
    }

    /** @return what a clock of this name would promise had it started then */
    Terms.Promised wouldBe(
            String clockName, String businessKey, String processInstanceId, @Nullable String severity, Instant start) {
        return terms.of(
                new Promise(clockName, "", processInstanceId, "", "", businessKey, severity, null, start),
                terms.about(businessKey, processInstanceId, null),
                new Course.Standstill(start, List.of()));
    }

    /** @return the policy for a clock of this name as it stands now */
    Policy policy(String clockName, String businessKey, @Nullable String severity) {
        About about = terms.about(businessKey, "", null);
        return policies.of(clockName, severity, about.productTier(), about.region());
    }

    /** @return the open clock of this name that belongs to the first of these activity instances that has one */
    Optional<SlaClock> running(String clockName, List<String> activityInstanceIds) {
        return records.open(clockName, activityInstanceIds);
    }

    /** @return the open clocks of this name in a process instance, the one that is due first at the head */
    List<SlaClock> running(String clockName, String processInstanceId) {
        return records.open(clockName, processInstanceId);
    }

    /**
     * Says in the ledger that a promise, as it stands now, is soon due or broken.
     *
     * @return whether the ledger had not said so before
     */
    @Transactional
    boolean enterOnce(long clockId, EscalationLevel level) {
        // two timers of one promise may come at the same moment
        records.lock(clockId);
        boolean news =
                level == EscalationLevel.BREACH ? records.breach(clockId) : !records.entered(clockId, level.event());
        if (news) {
            enter(
                    clockId,
                    level.event(),
                    level == EscalationLevel.BREACH ? "The promise was broken" : "The promise is soon due",
                    null);
        }
        return news;
    }

    /** @return whether the promise is neither kept nor called off nor moved away, and does not stand still */
    boolean owed(SlaClock promise, EscalationLevel level) {
        return promise.state().open()
                && promise.state() != SlaClock.State.PAUSED
                && level.reached(promise, clock.instant());
    }

    /** @return the clock, running or stopped */
    SlaClock byId(long id) {
        return records.byId(id);
    }

    private void enter(long clockId, String event, String reason, @Nullable String actor) {
        records.enter(clockId, event, reason, actor, now());
    }

    private static String reason(Terms.Promised promised, @Nullable String severity, About about) {
        Integer version = promised.policy().version();
        return (version == null ? "Fallback, no policy" : "Policy version " + version)
                + (severity == null ? "" : ", " + severity)
                + (about.productTier() == null ? "" : ", product tier " + about.productTier());
    }

    /** The database keeps microseconds, and what is written must equal what is read. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Works out what is promised: by the policy, or by the due date that the work brings along. */
@Component
class Terms {

    private static final String ALWAYS = "24x7";

    private final Policies policies;
    private final Calendars calendars;
    private final ObjectProvider<OwnDueDate> ownDueDates;
    private final SingletonSupplier<List<WorkFacts>> facts;

    Terms(
            Policies policies,
            Calendars calendars,
            ObjectProvider<OwnDueDate> ownDueDates,
            ObjectProvider<WorkFacts> facts) {
        this.policies = policies;
        this.calendars = calendars;
        this.ownDueDates = ownDueDates;
        // those who know the work stand after the clocks, so they are looked up when they are asked first, and once
        this.facts = SingletonSupplier.of(() -> facts.orderedStream().toList());
    }

    /**
     * What is promised.
     *
     * @param calendar by which the time runs, with the region where it has one
     * @param target in time of the calendar, ISO 8601
     */
    record Promised(Policy policy, String calendar, String target, Instant warnAt, Instant dueAt) {}

    /** @param course how the time has run so far; its calendar is not looked at, the policy names it */
    Promised of(Promise promise, About about, Course.Standstill course) {
        Policy policy = policies.of(promise.clock(), promise.severity(), about.productTier(), about.region());
        Optional<Instant> own = own(promise.clock(), promise.processInstanceId());
        return own.map(due -> byOwnDate(policy, course.start(), due)).orElseGet(() -> byPolicy(policy, about, course));
    }

    private Promised byPolicy(Policy policy, About about, Course.Standstill standstill) {
        WorkingTime time = calendars.of(policy.calendar(), about.region());
        Course course = standstill.in(time);
        Duration length = time.length(policy.target());
        return new Promised(
                policy,
                time.name(),
                policy.target().toString(),
                course.at(part(length, policy.warnFraction())),
                course.at(length));
    }

    private static Promised byOwnDate(Policy policy, Instant start, Instant due) {
        Duration length = Duration.between(start, due);
        Instant warn = length.isNegative() ? due : start.plus(part(length, policy.warnFraction()));
        return new Promised(policy, ALWAYS, length.toString(), warn, due);
    }

    /** @return the due date that the work itself brings along */
    Optional<Instant> own(String clockName, String processInstanceId) {
        return ownDueDates.stream()
                .flatMap(own -> own.of(clockName, processInstanceId).stream())
                .findFirst();
    }

    /** Whether the work brings along a due date that no wait can move. */
    boolean fixed(String clockName, String processInstanceId) {
        return ownDueDates.stream()
                .filter(own -> !own.mayStandStill(clockName))
                .anyMatch(own -> own.of(clockName, processInstanceId).isPresent());
    }

    /** @return what the work that is promised is about, as far as anybody knows */
    About about(Promise promise) {
        return about(
                facts.obtain().stream()
                        .filter(known -> known.mayKnow(promise.businessKey(), promise.processDefinitionKey())),
                promise.businessKey(),
                promise.processInstanceId(),
                promise.subject());
    }

    /** @return what the work is about, as far as anybody knows */
    About about(String businessKey, String processInstanceId, @Nullable String subject) {
        return about(facts.obtain().stream(), businessKey, processInstanceId, subject);
    }

    private static About about(
            Stream<WorkFacts> facts, String businessKey, String processInstanceId, @Nullable String subject) {
        return facts.flatMap(known -> known.of(businessKey, processInstanceId, subject).stream())
                .findFirst()
                .orElse(About.NOTHING);
    }

    /** @return the calendar that a clock was promised by */
    WorkingTime time(SlaClock clock) {
        return time(clock.calendar(), clock.about());
    }

    WorkingTime time(String calendar, About about) {
        return calendars.of(calendar, about.region());
    }

    private static Duration part(Duration length, double fraction) {
        return Duration.ofMillis(Math.round(length.toMillis() * fraction));
    }
}

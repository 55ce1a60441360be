package io.github.integratedresponse.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;

/** How long after its due date a timer starts to run, for {@code /actuator/prometheus}. */
@Component
class TimerLateness {

    private static final Duration[] BUCKETS = LongStream.of(
                    50, 100, 250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** Timers that are less late are not worth a question to the database. */
    private static final Duration WORTH_A_QUESTION = Duration.ofMillis(100);

    private final TimersSetBack setBack;
    private final Timer timer;

    TimerLateness(TimersSetBack setBack, MeterRegistry registry) {
        this.setBack = setBack;
        this.timer = Timer.builder("response.timer.lateness")
                .description("How long after its due date a timer started to run")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /**
     * How late this timer is, which starts to run now.
     *
     * @return empty for one that was tried before, or that somebody runs before its time
     */
    Optional<Duration> of(JobEntity job) {
        boolean triedBefore = job.getExceptionMessage() != null || job.getExceptionByteArrayId() != null;
        if (triedBefore || job.getDuedate() == null) {
            return Optional.empty();
        }
        Instant now = ClockUtil.getCurrentTime().toInstant();
        Instant since = job.getDuedate().toInstant();
        if (job.getCreateTime() != null && since.isBefore(job.getCreateTime().toInstant())) {
            // it was made for a moment that had passed
            since = job.getCreateTime().toInstant();
        }
        if (Duration.between(since, now).compareTo(WORTH_A_QUESTION) > 0) {
            Instant set = setBack.takeAway(job.getId()).orElse(since);
            since = set.isAfter(since) ? set : since;
        }
        return since.isAfter(now) ? Optional.empty() : Optional.of(Duration.between(since, now));
    }

    void started(Duration late) {
        timer.record(late);
    }
}

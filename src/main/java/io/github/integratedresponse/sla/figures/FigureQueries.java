package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.RecurringWork;
import io.github.integratedresponse.sla.SlaFigures;
import io.github.integratedresponse.sla.Weeks;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers each question from one state of the database: in one statement, or in one snapshot however many it takes. */
@Component
class FigureQueries implements SlaFigures {

    private final Adherences adherences;
    private final TimesTaken times;
    private final OpenClocks openClocks;
    private final BrokenPromises broken;
    private final KnownValues known;
    private final PausedTime pausedTime;
    private final ObjectProvider<RecurringWork> recurring;
    private final Clock clock;
    private final TransactionTemplate snapshot;

    FigureQueries(
            Adherences adherences,
            TimesTaken times,
            OpenClocks openClocks,
            BrokenPromises broken,
            KnownValues known,
            PausedTime pausedTime,
            ObjectProvider<RecurringWork> recurring,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.adherences = adherences;
        this.times = times;
        this.openClocks = openClocks;
        this.broken = broken;
        this.known = known;
        this.pausedTime = pausedTime;
        this.recurring = recurring;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    @Override
    public Adherence adherence(Weeks weeks, By by, Filter filter, PageRequest asked) {
        return by == By.PRODUCT || by == By.OWNER
                ? asOne(() -> adherences.adherence(weeks, by, filter, asked, clock.instant()))
                : adherences.adherence(weeks, by, filter, asked, clock.instant());
    }

    @Override
    public Matrix matrix(Weeks weeks, Filter filter) {
        return asOne(() -> adherences.matrix(weeks, filter, clock.instant()));
    }

    @Override
    public Values values(By of, String containing, int limit) {
        return asOne(() -> known.values(of, containing, limit, clock.instant()));
    }

    @Override
    public Times times(Weeks weeks, @Nullable By by, Filter filter) {
        if (by != null && !List.of(By.WEEK, By.SEVERITY, By.DIVISION).contains(by)) {
            throw new IllegalArgumentException("Times are told apart by week, severity or division");
        }
        return asOne(() -> times.times(weeks, by, filter, clock.instant()));
    }

    @Override
    public OpenCounts open(Filter filter) {
        return openClocks.counts(filter, clock.instant());
    }

    @Override
    public Page<OpenClock> openClocks(Filter filter, @Nullable Risk risk, PageRequest asked) {
        return asOne(() -> openClocks.list(filter, risk, asked, clock.instant()));
    }

    @Override
    public Page<Breach> breaches(Weeks weeks, Filter filter, PageRequest asked) {
        return asOne(() -> broken.list(weeks, filter, asked, clock.instant()));
    }

    /** Whoever looks at a restricted incident by need-to-know leaves a line, so this doesn't only read. */
    @Override
    public Optional<Story> clock(long id) {
        return openClocks.one(id, clock.instant());
    }

    @Override
    public Pauses pauses(Weeks weeks, Filter filter) {
        return asOne(() -> pausedTime.pauses(weeks, filter, clock.instant()));
    }

    @Override
    public Repairs repairs(Filter filter) {
        return asOne(() -> openClocks.repairs(filter, clock.instant()));
    }

    @Override
    public Reviews reviews(Weeks weeks, Filter filter) {
        return asOne(() -> adherences.reviews(weeks, filter, clock.instant()));
    }

    @Override
    public Recurrence recurrence(Weeks weeks, Filter filter) {
        RecurringWork.Counts counts =
                asOne(() -> recurring.getObject().of(weeks, filter.severity(), filter.division()));
        return new Recurrence(
                weeks.from(),
                weeks.to(),
                counts.opened(),
                counts.matchedPattern(),
                counts.repeatedCause(),
                counts.recurring(),
                Adherences.share(counts.recurring(), counts.opened()));
    }

    private <T> T asOne(Supplier<T> question) {
        return Objects.requireNonNull(snapshot.execute(status -> question.get()));
    }
}

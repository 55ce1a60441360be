package io.github.integratedresponse.governance;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import io.github.integratedresponse.review.RootCauses;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of what governance has on the table: the draft of a pattern or of the standard, else the root cause it began with. */
@Component
@Order(30)
class GovernanceSubject implements TaskSubject {

    private final LearnedPatterns patterns;
    private final Baselines baselines;
    private final RootCauses causes;

    GovernanceSubject(LearnedPatterns patterns, Baselines baselines, RootCauses causes) {
        this.patterns = patterns;
        this.baselines = baselines;
        this.causes = causes;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "patternId")
                .map(this::pattern)
                .or(() -> TaskSubject.number(scalars, "baselineId").map(this::baseline))
                .or(() -> TaskSubject.number(scalars, "rootCauseId").map(this::cause));
    }

    private Subject pattern(long id) {
        LearnedPattern pattern = patterns.byId(id);
        return new Subject("Learned pattern", pattern.number(), pattern.described())
                .with("State", pattern.state())
                .with("At least", pattern.severityFloor().name())
                .with("Learned from", pattern.learnedFrom())
                .with("Repair item", pattern.repairItem())
                .with("Comment", pattern.comment());
    }

    private Subject baseline(long id) {
        Baseline baseline = baselines.byId(id);
        return new Subject("Change of the standard", baseline.version(), baseline.title())
                .with("State", baseline.state())
                .with("Kind", baseline.kind())
                .with("Controls", String.join(", ", baseline.controlIds()))
                .with("Published", baseline.publishedAt());
    }

    private Subject cause(long id) {
        var cause = causes.byId(id);
        return new Subject("Root cause", cause.reviewNumber(), cause.statement())
                .with("Kind", cause.classification())
                .with("Controls", String.join(", ", cause.controlIds()));
    }
}

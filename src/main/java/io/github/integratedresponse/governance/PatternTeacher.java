package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Likeness;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The incident that taught the pattern by which another was recognised. */
@Component
class PatternTeacher implements Likeness {

    private static final int WEIGHT = 10;

    private final LearnedPatterns patterns;

    PatternTeacher(LearnedPatterns patterns) {
        this.patterns = patterns;
    }

    @Override
    public List<Like> to(Incident incident, int limit) {
        return Optional.ofNullable(incident.matchedPattern())
                .flatMap(patterns::byNumber)
                .map(pattern -> new Like(
                        pattern.incidentId(),
                        WEIGHT,
                        "taught the pattern " + pattern.number() + " that recognised this one"))
                .stream()
                .toList();
    }
}

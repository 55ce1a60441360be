package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Shown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The containment steps of an incident as rows of a table on a form. */
@Component
class ContainmentRows {

    private final ContainmentActions actions;

    ContainmentRows(ContainmentActions actions) {
        this.actions = actions;
    }

    List<Map<String, Object>> of(long incidentId) {
        return actions.ofIncident(incidentId).stream()
                .map(action -> Map.<String, Object>of(
                        "action", action.action(),
                        "target", action.target(),
                        "by", Shown.words(action.by()),
                        "owner", action.owner(),
                        "state", Shown.words(action.state()),
                        "result", Objects.requireNonNullElse(action.result(), "")))
                .toList();
    }
}

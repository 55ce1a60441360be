package io.github.integratedresponse.repair;

import io.github.integratedresponse.incident.LoopTrace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows in the trace of an incident what is being repaired because of it. */
@Component
class RepairTrace implements LoopTrace {

    private final RepairItems items;

    RepairTrace(RepairItems items) {
        this.items = items;
    }

    @Override
    public Map<String, Object> of(long incidentId) {
        List<Line> lines = items.ofIncident(incidentId).stream().map(Line::of).toList();
        return lines.isEmpty() ? Map.of() : Map.of("repairItems", lines);
    }

    /** An item as the trace shows it. */
    record Line(
            String number, String title, String owner, Phase phase, RepairItem.State state, @Nullable String dueAt) {

        static Line of(RepairItem item) {
            return new Line(
                    item.number(),
                    item.title(),
                    item.owner(),
                    item.phase(),
                    item.state(),
                    item.dueAt() == null ? null : item.dueAt().toString());
        }
    }
}

package io.github.integratedresponse.review;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** Suggests from the figures of a health review what is worth a closer look, and from what the last look left open. */
@Component
class DeepDiveTopics {

    private static final int MOST = 20;

    private final SessionSnapshots snapshots;
    private final SessionRecord record;

    DeepDiveTopics(SessionSnapshots snapshots, SessionRecord record) {
        this.snapshots = snapshots;
        this.record = record;
    }

    List<String> of(long sessionId) {
        List<String> topics = new ArrayList<>();
        record.lastDive(sessionId).map(SessionRecord.DeepDive::question).ifPresent(topics::add);
        snapshots.latest(sessionId).ifPresent(snapshot -> {
            snapshot.rows("risks").stream()
                    .filter(risk -> Boolean.TRUE.equals(risk.get("expired")))
                    .forEach(risk -> topics.add("Accepted risk that ran out: " + risk.get("title")));
            snapshot.rows("controls")
                    .forEach(control -> topics.add("Control %s %s: behind %s root causes"
                            .formatted(control.get("control"), control.get("title"), control.get("rootCauses"))));
            snapshot.rows("mostHit")
                    .forEach(product ->
                            topics.add("%s: %s incidents".formatted(product.get("name"), product.get("incidents"))));
            snapshot.rows("adherence").stream()
                    .filter(clock -> !List.of("100.0 %", "none due").contains(clock.get("adherence")))
                    .forEach(clock -> topics.add("Promise %s: kept in %s of all cases"
                            .formatted(clock.get("clock"), clock.get("adherence"))));
        });
        return new LinkedHashSet<>(topics)
                .stream()
                        .map(topic -> topic.substring(0, Math.min(300, topic.length())))
                        .limit(MOST)
                        .toList();
    }
}

package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.access.VisibleTask;
import io.github.integratedresponse.sla.WorkClock;
import io.github.integratedresponse.sla.WorkClocks;
import io.github.integratedresponse.tasklist.BesideForm.About;
import io.github.integratedresponse.tasklist.BesideForm.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The promises that somebody who works on a task has to keep in sight. */
@Component
class Promises {

    private static final int MOST = 100;

    private static final Set<String> RESOLVING = Set.of("contain", "mitigate", "recover", "repair-item");

    private final WorkClocks clocks;

    Promises(WorkClocks clocks) {
        this.clocks = clocks;
    }

    List<Promise> of(VisibleTask task, Instant now) {
        if (task.businessKey().isEmpty()) {
            return List.of();
        }
        List<WorkClock> all = clocks.of(task.businessKey(), now, MOST);
        // the element closest to the task that promises something
        String own = task.runs().stream()
                .filter(run -> all.stream()
                        .anyMatch(clock ->
                                clock.open() && clock.activityInstanceId().equals(run)))
                .findFirst()
                .orElse("");
        List<Promise> promises = new ArrayList<>();
        all.stream()
                .filter(clock -> clock.activityInstanceId().equals(own))
                .forEach(clock -> promises.add(new Promise(About.TASK, clock)));
        all.stream()
                .filter(clock -> !clock.activityInstanceId().equals(own))
                .forEach(clock -> promises.add(new Promise(about(clock), clock)));
        return promises;
    }

    private static About about(WorkClock clock) {
        if (clock.clock().equals("acknowledge")) {
            return About.ACKNOWLEDGE;
        }
        return RESOLVING.contains(clock.clock()) ? About.RESOLVE : About.OTHER;
    }
}

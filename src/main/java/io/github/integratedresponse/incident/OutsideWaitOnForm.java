package io.github.integratedresponse.incident;

import static io.github.integratedresponse.incident.IncidentHeader.plain;

import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The wait that a task is about, and what its form shows of it. */
@Component
class OutsideWaitOnForm {

    private final OutsideWaits waits;

    OutsideWaitOnForm(OutsideWaits waits) {
        this.waits = waits;
    }

    OutsideWait of(TaskContext task) {
        return waits.byId(task.number("outsideWaitId"));
    }

    Map<String, Object> shown(TaskContext task) {
        OutsideWait wait = of(task);
        Map<String, Object> shown = new HashMap<>();
        shown.put("waitSubject", plain(wait.subject()));
        shown.put("waitClock", Shown.words(wait.clock().replace('-', ' ')));
        shown.put("waitFor", plain(wait.waitingFor()));
        shown.put("waitReason", plain(wait.reason()));
        shown.put("waitUntil", Shown.at(wait.expectedAt()));
        shown.put("waitAskedBy", plain(wait.askedBy()));
        shown.put("waitAskedAt", Shown.at(wait.askedAt()));
        return shown;
    }
}

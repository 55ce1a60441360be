package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the wait for somebody outside that a task is about. */
@Component
@Order(15)
class WaitSubject implements TaskSubject {

    private final OutsideWaits waits;

    WaitSubject(OutsideWaits waits) {
        this.waits = waits;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "outsideWaitId")
                .map(waits::byId)
                .filter(wait -> wait.endedAt() == null)
                .map(wait -> new Subject("Wait for somebody outside", null, wait.waitingFor())
                        .with("What waits", wait.subject() + ", " + wait.clock())
                        .with("Why", wait.reason())
                        .with("Expected", wait.expectedAt())
                        .with("Asked by", wait.askedBy())
                        .with("Decided", wait.decision()));
    }
}

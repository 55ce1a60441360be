package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the promise that an escalation is about. */
@Component
@Order(10)
class EscalatedPromise implements TaskSubject {

    private final Clocks clocks;

    EscalatedPromise(Clocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "clockId").map(clocks::byId).map(promise -> new Subject(
                        "Late promise",
                        null,
                        promise.name() + (promise.subject() == null ? "" : " " + promise.subject()))
                .with("About", promise.businessKey())
                .with("Promised within", promise.target() + " (" + promise.calendar() + ")")
                .with("Due", promise.dueAt())
                .with("Owner", promise.about().owner()));
    }
}

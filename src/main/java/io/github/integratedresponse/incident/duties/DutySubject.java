package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the duty to notify that a task is about. */
@Component
@Order(20)
class DutySubject implements TaskSubject {

    private final Duties duties;

    DutySubject(Duties duties) {
        this.duties = duties;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "dutyId").map(duties::byId).map(duty -> new Subject(
                        "Duty to notify", null, duty.duty().title())
                .with("State", duty.state())
                .with("Due", duty.dueAt())
                .with("Deadline", duty.deadline())
                .with("Source", duty.source())
                .with("Approved by", duty.approver())
                .with("Suspended until", duty.suspendedUntil()));
    }
}

package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the repair item that a task is about. */
@Component
@Order(20)
class RepairItemSubject implements TaskSubject {

    private final RepairItems items;

    RepairItemSubject(RepairItems items) {
        this.items = items;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "repairItemId").map(items::byId).map(item -> new Subject(
                        "Repair item", item.number(), item.title())
                .with("Owner", item.owner())
                .with("Phase", item.phase())
                .with("State", item.state())
                .with("Due", item.dueAt())
                .with("Why then", item.dueRule())
                .with("Kind", item.itemClass())
                .with("Product", item.productId())
                .with("Asked for by", item.review())
                .with("Tracker", item.trackerRef())
                .with("What is to be done", item.description())
                .with("Plan", item.plan()));
    }
}

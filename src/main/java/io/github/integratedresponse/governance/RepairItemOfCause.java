package io.github.integratedresponse.governance;

import io.github.integratedresponse.repair.RepairItem;
import io.github.integratedresponse.repair.RepairItems;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Finds the repair item that deals with a root cause, so that who meets the pattern again knows where it is being mended. */
@Component
class RepairItemOfCause {

    private final RepairItems repairItems;

    RepairItemOfCause(RepairItems repairItems) {
        this.repairItems = repairItems;
    }

    /** @return its number, else that of another item of the incident, else an empty text */
    String number(long incidentId, long rootCauseId) {
        List<RepairItem> all = repairItems.ofIncident(incidentId);
        return all.stream()
                .filter(item -> Objects.equals(item.rootCauseId(), rootCauseId))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(RepairItem::number)
                .orElse("");
    }
}

package io.github.integratedresponse.repair;

import io.github.integratedresponse.review.ItemClass;
import java.util.Arrays;
import java.util.Optional;

/** Where a repair item is. The order in which the phases follow each other is the diagram's. */
public enum Phase {
    ACCEPT("acceptRepair", "Acceptance"),
    OPERATIONS("operations", "Operations"),
    ENGINEERING("engineering", "Engineering"),
    GOVERNANCE("governance", "Governance"),
    PROOF("proof", "Proof");

    private final String taskKey;
    private final String label;

    Phase(String taskKey, String label) {
        this.taskKey = taskKey;
        this.label = label;
    }

    /** As people say it. */
    public String label() {
        return label;
    }

    static Optional<Phase> ofTask(String taskKey) {
        return Arrays.stream(values())
                .filter(phase -> phase.taskKey.equals(taskKey))
                .findFirst();
    }

    /** The one phase that an item of this class can't do without, or nothing would have been repaired. */
    static Phase essentialFor(ItemClass itemClass) {
        return switch (itemClass) {
            case DETECT, MITIGATE -> OPERATIONS;
            case PREVENT -> ENGINEERING;
            case PROCESS -> GOVERNANCE;
        };
    }
}

package io.github.integratedresponse.repair;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said and shown in one phase of a repair item.
 *
 * @param round 0 until a proof failed for the first time
 * @param method how it was tested, for a proof
 */
public record RepairStep(
        int round,
        Phase phase,
        Outcome outcome,
        @Nullable String method,
        @Nullable String evidence,
        @Nullable String note,
        String actor,
        Instant at) {

    /** How the phase ended. */
    public enum Outcome {
        ACCEPTED("taken on"),
        OTHER_OWNER("given to another owner"),
        DONE("done"),
        NOT_NEEDED("not needed"),
        PROVEN("proven"),
        NOT_PROVEN("not proven, reopened"),
        RISK_ASKED("acceptance of the risk asked for");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** As people say it. */
        public String label() {
            return label;
        }
    }
}

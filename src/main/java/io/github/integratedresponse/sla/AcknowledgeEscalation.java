package io.github.integratedresponse.sla;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What somebody does about a broken promise that was escalated to their role.
 *
 * @param note who does what by when, or why nothing more is needed
 */
record AcknowledgeEscalation(
        @NotNull(message = "say what you are doing about it") Action action,
        @NotBlank(message = "say in a few words who does what by when, or why nothing more is needed")
                @Size(max = 4000, message = "may be 4000 characters long at most")
                String note) {

    enum Action {
        RESOURCES_ADDED("people or means were added"),
        REASSIGNED("the work was given to somebody else"),
        NEW_PLAN("a new plan was agreed on"),
        NOTED("noted");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        /** As people say it. */
        String label() {
            return label;
        }
    }
}

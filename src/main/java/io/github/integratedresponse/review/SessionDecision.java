package io.github.integratedresponse.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a session decided, and who. */
record SessionDecision(
        @NotBlank(message = "say what was decided") @Size(max = 4000, message = "may be 4000 characters long at most")
                String decision,
        @NotBlank(message = "say who decided it") @Size(max = 200, message = "may be 200 characters long at most")
                String decidedBy) {}

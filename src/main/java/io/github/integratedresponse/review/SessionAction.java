package io.github.integratedresponse.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Something a session wants done; it becomes a repair item. */
record SessionAction(
        @NotBlank(message = "say what is to be done") @Size(max = 300, message = "may be 300 characters long at most")
                String title,
        @NotBlank(message = "say why, and what done looks like")
                @Size(max = 8000, message = "may be 8000 characters long at most")
                String description,
        @NotBlank(message = "say who owns it") @Size(max = 200, message = "may be 200 characters long at most")
                String owner,
        @NotNull(message = "choose what it is for") ItemClass itemClass,
        @Nullable String productId) {}

package io.github.integratedresponse.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A risk that a health review wants to accept until a day. */
record SessionRisk(
        @NotBlank(message = "say which risk it is") @Size(max = 500, message = "may be 500 characters long at most")
                String title,
        @NotBlank(message = "say why it is accepted") @Size(max = 4000, message = "may be 4000 characters long at most")
                String reason,
        @Nullable String productId,
        @NotNull(message = "say until when; no risk is accepted for ever") LocalDate until) {}

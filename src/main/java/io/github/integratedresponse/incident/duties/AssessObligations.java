package io.github.integratedresponse.incident.duties;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person says of an incident to find out whom it must be told to. */
record AssessObligations(
        @NotNull(message = "say when we became aware of the incident") @Nullable Instant awareAt,
        @Nullable Instant classifiedAt,
        @Nullable Instant materialAt,
        boolean personalData,
        boolean euPersonalData,
        boolean essentialOrImportantEntity,
        boolean financialEntity,
        boolean listedCompany,
        boolean exploitedVulnerability,
        boolean customersAffected,
        boolean partnersAffected,
        @NotBlank(message = "say in a sentence or two what this rests on") @Nullable String reasoning) {}

package io.github.integratedresponse.incident;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a responder found an incident to be.
 *
 * @param duplicateOf the number of the incident it repeats, for a duplicate
 * @param closureReason why nothing is to be done, for a benign one and a false positive
 * @param affectedProducts ids of the registry; none keeps those that the signals named
 * @param tlp how far it may be told; left out, it stays as it was
 * @param confidential whether only the team may know of it from now on
 * @param severityOverride a severity against the decision table
 */
record Triage(
        @NotNull(message = "say what the incident turned out to be") Verdict verdict,
        @Nullable String duplicateOf,
        @Nullable ClosureReason closureReason,
        @Nullable FunctionalImpact functionalImpact,
        @Nullable AffectedScope scope,
        @Nullable Exploitation exploitation,
        @Nullable DataAtRisk dataAtRisk,
        List<String> affectedProducts,
        @Nullable Severity severityOverride,
        @Nullable String overrideReason,
        boolean reviewNominated,
        @Nullable Tlp tlp,
        boolean confidential,
        @Nullable String notes) {

    boolean needsNoResponse() {
        return verdict == Verdict.BENIGN || verdict == Verdict.FALSE_POSITIVE;
    }
}

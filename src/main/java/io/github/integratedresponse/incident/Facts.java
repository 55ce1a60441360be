package io.github.integratedresponse.incident;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of an incident that its severity depends on, as people stated it. */
public record Facts(
        FunctionalImpact functionalImpact, AffectedScope scope, Exploitation exploitation, DataAtRisk dataAtRisk) {

    static final Facts UNKNOWN =
            new Facts(FunctionalImpact.UNKNOWN, AffectedScope.UNKNOWN, Exploitation.UNKNOWN, DataAtRisk.UNKNOWN);

    /** These facts, and those of before where nothing is said. */
    static Facts stated(
            @Nullable FunctionalImpact functionalImpact,
            @Nullable AffectedScope scope,
            @Nullable Exploitation exploitation,
            @Nullable DataAtRisk dataAtRisk,
            Facts before) {
        return new Facts(
                Objects.requireNonNullElse(functionalImpact, before.functionalImpact()),
                Objects.requireNonNullElse(scope, before.scope()),
                Objects.requireNonNullElse(exploitation, before.exploitation()),
                Objects.requireNonNullElse(dataAtRisk, before.dataAtRisk()));
    }
}

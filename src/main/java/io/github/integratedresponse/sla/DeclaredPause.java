package io.github.integratedresponse.sla;

import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.Expression;
import org.jspecify.annotations.Nullable;

/**
 * An element of a diagram that says: while this is active, clocks stand still.
 *
 * @param reason why, in words for whoever reads the ledger
 * @param clocks the names of those that stand still; empty for every clock around the element
 * @param approver asks for the person who approved of it
 */
record DeclaredPause(Expression reason, Set<String> clocks, @Nullable Expression approver) {

    String reason(DelegateExecution execution) {
        return Objects.requireNonNullElse(reason.getValue(execution), "Work waits")
                .toString();
    }

    @Nullable
    String approver(DelegateExecution execution) {
        Object answer = approver == null ? null : approver.getValue(execution);
        return answer == null || answer.toString().isBlank() ? null : answer.toString();
    }

    boolean concerns(SlaClock clock) {
        return clocks.isEmpty() || clocks.contains(clock.name());
    }
}

package io.github.integratedresponse.governance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How well a product meets a control, as it was last assessed.
 *
 * @param score 0 to 100; where the control is not applicable it does not count
 */
public record Assessment(
        String productId, String control, Status status, int score, LocalDate assessedOn, @Nullable String evidence) {

    public enum Status {
        COMPLIANT,
        PARTIALLY_COMPLIANT,
        NON_COMPLIANT,
        NOT_APPLICABLE
    }
}

package io.github.integratedresponse.sla;

import java.util.OptionalInt;

/** Says how critical the products are that a piece of work is about. Whoever knows the work implements it. */
public interface ProductTier {

    /**
     * @param businessKey such as {@code INC-2026-000123}
     * @return the lowest, most critical tier of the affected products; empty when none is known
     */
    OptionalInt mostCritical(String businessKey);
}

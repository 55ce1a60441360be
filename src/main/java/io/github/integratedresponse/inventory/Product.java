package io.github.integratedresponse.inventory;

import java.util.List;

/**
 * A product of the organisation.
 *
 * @param id the registry's own id, such as {@code PRD-1003}
 * @param owner who answers for it
 * @param tier 0 (the organisation stops without it) to 3
 */
public record Product(
        String id,
        String name,
        String division,
        String owner,
        int tier,
        DataClass dataClass,
        Exposure exposure,
        List<String> tags) {

    /** The most sensitive data the product holds. */
    public enum DataClass {
        PUBLIC,
        INTERNAL,
        CONFIDENTIAL,
        RESTRICTED
    }

    /** Who can reach the product over a network. */
    public enum Exposure {
        INTERNET,
        PARTNER,
        INTERNAL
    }
}

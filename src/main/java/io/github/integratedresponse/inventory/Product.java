package io.github.integratedresponse.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of the organisation.
 *
 * @param id the registry's own id, such as {@code PRD-1003}
 * @param owner who answers for it
 * @param tier 0 (the organisation stops without it) to 3
 * @param region where its business hours are: ISO 3166-1 alpha-2, with or without a subdivision, such as {@code DE} or {@code US-NY}
 */
public record Product(
        String id,
        String name,
        String division,
        String owner,
        int tier,
        DataClass dataClass,
        Exposure exposure,
        List<String> tags,
        @Nullable String region) {

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

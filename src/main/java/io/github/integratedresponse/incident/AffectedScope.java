package io.github.integratedresponse.incident;

/** How far an incident reaches. */
public enum AffectedScope {
    UNKNOWN,
    SINGLE_ASSET,
    SINGLE_PRODUCT,
    SEVERAL_PRODUCTS,
    ORGANISATION
}

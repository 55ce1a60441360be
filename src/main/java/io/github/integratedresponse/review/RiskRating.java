package io.github.integratedresponse.review;

/** How much risk a division carries, as its health review sees it. */
enum RiskRating {
    LOW,
    MODERATE,
    HIGH,
    CRITICAL
}

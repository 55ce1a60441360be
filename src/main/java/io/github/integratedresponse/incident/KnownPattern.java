package io.github.integratedresponse.incident;

/**
 * Something the organisation has learned to recognise.
 *
 * @param pattern its number, such as {@code PAT-2026-000001}
 * @param severityFloor an incident that matches is never milder than this
 * @param learnedFrom the number of the incident it was learned from
 * @param repairItem the number of the repair item that came of it, empty when there is none
 */
record KnownPattern(String pattern, Severity severityFloor, String learnedFrom, String repairItem) {}

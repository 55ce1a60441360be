package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the figures of a session are about.
 *
 * @param division only this one's; {@code null} for all
 * @param from the first moment that counts
 * @param to the moment the figures are taken, which doesn't count any more
 */
public record SessionScope(SessionKind kind, @Nullable String division, Instant from, Instant to) {}

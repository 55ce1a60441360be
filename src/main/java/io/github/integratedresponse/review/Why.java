package io.github.integratedresponse.review;

import org.jspecify.annotations.Nullable;

/**
 * One question of a causal tree with its answer.
 *
 * @param no the number people call it by
 * @param parent the number of the why that it explains; {@code null} for one about the incident itself
 * @param level 1 for one about the incident itself
 */
record Why(
        int no,
        @Nullable Integer parent,
        int level,
        String question,
        String answer,
        String evidence,
        boolean rootCause) {}

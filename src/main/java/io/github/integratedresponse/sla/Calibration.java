package io.github.integratedresponse.sla;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far forecasts can be trusted: what would have been forecast of clocks that started after a cut, and what became of them.
 *
 * @param cut a Monday; nothing that happened later was known to the forecasts
 * @param trainedFrom since when the clocks started that the forecasts learned from
 * @param clock the clock it is narrowed to
 * @param reason why there is nothing to see
 * @param withoutForecast of how many clocks, once for each fraction, nothing could be forecast
 * @param whole all forecasts
 * @param bins by the chance that was forecast, ten of them
 * @param fractions by the part of its target that a clock had used when it was forecast
 */
record Calibration(
        @Nullable LocalDate cut,
        @Nullable LocalDate trainedFrom,
        @Nullable Instant computedAt,
        @Nullable String clock,
        @Nullable String reason,
        long withoutForecast,
        Score whole,
        List<Bin> bins,
        List<AtFraction> fractions) {

    Calibration {
        bins = List.copyOf(bins);
        fractions = List.copyOf(fractions);
    }

    /**
     * @param forecasts of clocks of which it is known whether they broke their promise
     * @param predicted the mean chance that was forecast
     * @param observed the part that broke its promise
     * @param brier the mean squared distance between the chance and what happened: 0 is perfect, and always saying one half gives 0.25
     * @param brierOfBaseRate what it would be if of every clock {@code observed} had been said
     * @param skill how much better than that: 1 is perfect, 0 no better, below 0 worse
     */
    record Score(
            long forecasts,
            @Nullable Double predicted,
            @Nullable Double observed,
            @Nullable Double brier,
            @Nullable Double brierOfBaseRate,
            @Nullable Double skill) {}

    /** Clocks whose chance was forecast to lie from {@code from} on and below {@code to}; a chance of 1 is in the last one. */
    record Bin(double from, double to, Score score) {}

    /** Forecasts that were made when a clock had used this part of its target. */
    record AtFraction(double fraction, Score score) {}
}

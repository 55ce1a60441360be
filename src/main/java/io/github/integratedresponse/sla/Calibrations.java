package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.sla.Calibration.AtFraction;
import io.github.integratedresponse.sla.Calibration.Bin;
import io.github.integratedresponse.sla.Calibration.Score;
import io.github.integratedresponse.sla.Tally.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calibrations that were computed. */
@Component
class Calibrations {

    private final JdbcClient jdbc;

    Calibrations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Run(LocalDate cut, LocalDate trainedFrom, Instant computedAt) {}

    /**
     * @param name of the clock to narrow it to
     * @param cut the latest one when missing
     * @throws NotFound when none was computed for that cut
     */
    Calibration of(@Nullable String name, @Nullable LocalDate cut) {
        Run run = jdbc.sql("select cut, trained_from, computed_at from response.sla_calibration_run"
                        + " where ?::date is null or cut = ? order by cut desc limit 1")
                .param(cut)
                .param(cut)
                .query((row, n) -> new Run(
                        row.getObject("cut", LocalDate.class),
                        row.getObject("trained_from", LocalDate.class),
                        row.getObject("computed_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(null);
        if (run == null && cut != null) {
            throw new NotFound("No calibration is kept for the cut " + cut);
        }
        Map<Place, Tally> sums =
                new TreeMap<>(Comparator.comparingDouble(Place::fraction).thenComparingInt(Place::bin));
        if (run != null) {
            jdbc.sql(
                            "select fraction, bin, sum(forecasts) as forecasts, sum(weight) as weight, sum(predicted) as predicted,"
                                    + " sum(broken) as broken, sum(squared) as squared from response.sla_calibration"
                                    + " where cut = ? and (?::text is null or name = ?) group by fraction, bin")
                    .param(run.cut())
                    .param(name)
                    .param(name)
                    .query((row, n) ->
                            sums.put(new Place("", row.getDouble("fraction"), row.getInt("bin")), Tally.of(row)))
                    .list();
        }
        long without = sums.entrySet().stream()
                .filter(sum -> !sum.getKey().forecast())
                .mapToLong(sum -> sum.getValue().forecasts())
                .sum();
        Predicate<Place> forecast = Place::forecast;
        return new Calibration(
                run == null ? null : run.cut(),
                run == null ? null : run.trainedFrom(),
                run == null ? null : run.computedAt(),
                name,
                reason(run, sums),
                without,
                score(sums, forecast),
                IntStream.range(0, Tally.BINS)
                        .mapToObj(bin -> new Bin(
                                bin / (double) Tally.BINS,
                                (bin + 1) / (double) Tally.BINS,
                                score(sums, place -> place.bin() == bin)))
                        .toList(),
                atFractions(sums, forecast));
    }

    private static @Nullable String reason(@Nullable Run run, Map<Place, Tally> sums) {
        if (run == null) {
            return "It is computed every night, and has not been yet";
        }
        return sums.keySet().stream().anyMatch(Place::forecast)
                ? null
                : "Nothing could be forecast of clocks that started after the cut and are due by now";
    }

    private static List<AtFraction> atFractions(Map<Place, Tally> sums, Predicate<Place> forecast) {
        List<AtFraction> found = new ArrayList<>();
        for (double fraction : Calibrating.FRACTIONS) {
            found.add(new AtFraction(
                    fraction, score(sums, forecast.and(place -> Math.abs(place.fraction() - fraction) < 0.001))));
        }
        return found;
    }

    private static Score score(Map<Place, Tally> sums, Predicate<Place> which) {
        Tally all = new Tally();
        sums.forEach((place, some) -> {
            if (which.test(place)) {
                all.add(some);
            }
        });
        return all.score();
    }
}

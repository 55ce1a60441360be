package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.Calibration.Score;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Sums over forecasts, each with what happened. */
final class Tally {

    static final int BINS = 10;

    private long forecasts;
    private double weight;
    private double predicted;
    private double broken;
    private double squared;

    /**
     * Forecasts that are summed together.
     *
     * @param fraction of its target that a clock had used
     * @param bin the tenth of the chance, or {@link #NO_FORECAST}
     */
    record Place(String name, double fraction, int bin) {

        static final int NO_FORECAST = -1;

        static Place of(String name, double fraction, LifeTable.@Nullable Lasting chance) {
            return new Place(
                    name, fraction, chance == null ? NO_FORECAST : Math.min(BINS - 1, (int) (chance.chance() * BINS)));
        }

        boolean forecast() {
            return bin != NO_FORECAST;
        }
    }

    static Tally of(ResultSet row) throws SQLException {
        Tally sums = new Tally();
        sums.forecasts = row.getLong("forecasts");
        sums.weight = row.getDouble("weight");
        sums.predicted = row.getDouble("predicted");
        sums.broken = row.getDouble("broken");
        sums.squared = row.getDouble("squared");
        return sums;
    }

    /** @param stands for how many clocks it stands */
    void add(double stands, double chance, boolean late) {
        double happened = late ? 1 : 0;
        forecasts++;
        weight += stands;
        predicted += stands * chance;
        broken += stands * happened;
        squared += stands * (chance - happened) * (chance - happened);
    }

    void add(Tally more) {
        forecasts += more.forecasts;
        weight += more.weight;
        predicted += more.predicted;
        broken += more.broken;
        squared += more.squared;
    }

    long forecasts() {
        return forecasts;
    }

    double weight() {
        return weight;
    }

    double predicted() {
        return predicted;
    }

    double broken() {
        return broken;
    }

    double squared() {
        return squared;
    }

    Score score() {
        if (weight == 0) {
            return new Score(forecasts, null, null, null, null, null);
        }
        double observed = broken / weight;
        double brier = squared / weight;
        double base = observed * (1 - observed);
        return new Score(
                forecasts,
                rounded(predicted / weight),
                rounded(observed),
                rounded(brier),
                rounded(base),
                base == 0 ? null : rounded(1 - brier / base));
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}

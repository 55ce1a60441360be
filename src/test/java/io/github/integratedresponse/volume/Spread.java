package io.github.integratedresponse.volume;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What several rounds measured: the middle of them, and how far they lie apart. */
record Spread(List<Double> values) {

    Spread {
        values = List.copyOf(values);
    }

    static Spread of(double... values) {
        return new Spread(Arrays.stream(values).boxed().toList());
    }

    /** Each of these against the one of the same round. */
    Spread against(Spread others) {
        double[] ratios = new double[Math.min(values.size(), others.values.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = values.get(i) / others.values.get(i);
        }
        return of(ratios);
    }

    double median() {
        return quantile(0.5);
    }

    double quantile(double q) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String toString() {
        return values.size() < 2
                ? figure(median())
                : "%s (%s to %s)".formatted(figure(median()), figure(quantile(0.25)), figure(quantile(0.75)));
    }

    private static String figure(double value) {
        String pattern = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}

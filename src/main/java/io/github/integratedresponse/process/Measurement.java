package io.github.integratedresponse.process;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** One metric with its values. Labels take few values, none of which names a person or a piece of work. */
public final class Measurement {

    private final String name;
    private final String help;
    private final boolean total;
    private final Map<Labels, Double> values = new LinkedHashMap<>();

    private Measurement(String name, String help, boolean total) {
        this.name = name;
        this.help = help;
        this.total = total;
    }

    /** What goes up and down. */
    public static Measurement gauge(String name, String help) {
        return new Measurement(name, help, false);
    }

    /**
     * What only ever grows.
     *
     * @param name without {@code _total}, which is put behind it
     */
    public static Measurement total(String name, String help) {
        return new Measurement(name, help, true);
    }

    /** Adds to the value with these labels. */
    public Measurement add(double value, String... namesAndValuesOfLabels) {
        values.merge(Labels.of(namesAndValuesOfLabels), value, Double::sum);
        return this;
    }

    MetricSnapshot snapshot() {
        if (total) {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(name).help(help);
            values.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value)
                    .build()));
            return counter.build();
        }
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }
}

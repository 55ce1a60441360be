package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.Forecasts.Filter;
import io.github.integratedresponse.sla.Forecasts.Forecast;
import io.github.integratedresponse.sla.Forecasts.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All open clocks at one moment, each with its forecast. */
final class Outlook {

    private static final Comparator<Entry> DUE = Comparator.comparing(
                    (Entry entry) -> entry.forecast().dueAt())
            .thenComparing(entry -> entry.forecast().id());

    /** Those of which nothing can be said come last. */
    private static final Comparator<Entry> CHANCE = Comparator.comparing(
                    (Entry entry) -> Objects.requireNonNullElse(entry.forecast().chance(), -1.0),
                    Comparator.reverseOrder())
            .thenComparing(DUE);

    /**
     * @param businessKey as it is, whoever asks
     * @param pressing whether it goes on in time, and is past its warning or due soon
     */
    record Entry(String businessKey, boolean pressing, Forecast forecast) {}

    /** A value that lists are narrowed to. */
    private record Value(Field field, String value) {}

    private enum Field {
        CLOCK,
        SEVERITY,
        DIVISION,
        PRODUCT,
        OWNER,
        REGION,
        BUSINESS_KEY,
        PRESSING
    }

    /** Clocks in both orders. */
    private record Lists(List<Entry> byChance, List<Entry> byDueDate) {

        Lists() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Entry> in(Order order) {
            return order == Order.CHANCE ? byChance : byDueDate;
        }
    }

    private final Instant at;
    private final Map<LikeClocks, LifeTable> tables;
    private final Lists all;
    private final Map<Value, Lists> narrowed = new HashMap<>();

    /** @param tables how long like clocks take */
    Outlook(Instant at, Map<LikeClocks, LifeTable> tables, List<Entry> entries) {
        this.at = at;
        this.tables = Map.copyOf(tables);
        this.all = new Lists(
                entries.stream().sorted(CHANCE).toList(),
                entries.stream().sorted(DUE).toList());
        for (Order order : Order.values()) {
            for (Entry entry : all.in(order)) {
                values(entry).forEach(value -> narrowed.computeIfAbsent(value, key -> new Lists())
                        .in(order)
                        .add(entry));
            }
        }
    }

    Instant at() {
        return at;
    }

    Map<LikeClocks, LifeTable> tables() {
        return tables;
    }

    int size() {
        return all.byChance().size();
    }

    /**
     * @param hidden business keys that the person asking may not know of
     * @return what matches, in this order
     */
    Stream<Forecast> matching(Filter filter, Order order, Set<String> hidden) {
        return candidates(filter).in(order).stream()
                .filter(entry -> filter.fits(entry) && !hidden.contains(entry.businessKey()))
                .map(Entry::forecast);
    }

    /** A list of everything, or of everything with one value, is not gone through further than its page. */
    Page<Forecast> page(Filter filter, Order order, PageRequest asked, Set<String> hidden) {
        List<Entry> candidates = candidates(filter).in(order);
        List<Value> wanted = values(filter);
        if (wanted.size() > 1) {
            List<Forecast> matching = matching(filter, order, hidden).toList();
            return Page.of(
                    matching.stream().skip(asked.offset()).limit(asked.size()).toList(), asked, matching.size());
        }
        long unseen = hidden.stream()
                .map(key -> narrowed.get(new Value(Field.BUSINESS_KEY, key)))
                .filter(Objects::nonNull)
                .flatMap(lists -> lists.in(order).stream())
                .filter(filter::fits)
                .count();
        Stream<Entry> visible = unseen == 0
                ? candidates.subList((int) Math.min(asked.offset(), candidates.size()), candidates.size()).stream()
                : candidates.stream()
                        .filter(entry -> !hidden.contains(entry.businessKey()))
                        .skip(asked.offset());
        return Page.of(visible.limit(asked.size()).map(Entry::forecast).toList(), asked, candidates.size() - unseen);
    }

    /** The shortest list that has all that match. */
    private Lists candidates(Filter filter) {
        return values(filter).stream()
                .map(value -> narrowed.getOrDefault(value, new Lists()))
                .min(Comparator.comparingInt(lists -> lists.byChance().size()))
                .orElse(all);
    }

    private static List<Value> values(Entry entry) {
        Forecast forecast = entry.forecast();
        return values(
                forecast.clock(),
                forecast.severity(),
                forecast.division(),
                forecast.product(),
                forecast.owner(),
                forecast.region(),
                forecast.businessKey(),
                entry.pressing() ? "true" : null);
    }

    private static List<Value> values(Filter filter) {
        return values(
                filter.clock(),
                filter.severity(),
                filter.division(),
                filter.product(),
                filter.owner(),
                filter.region(),
                filter.businessKey(),
                filter.pressing() ? "true" : null);
    }

    private static List<Value> values(@Nullable String... inOrder) {
        List<Value> values = new ArrayList<>();
        for (Field field : Field.values()) {
            String value = inOrder[field.ordinal()];
            if (value != null) {
                values.add(new Value(field, value));
            }
        }
        return values;
    }
}

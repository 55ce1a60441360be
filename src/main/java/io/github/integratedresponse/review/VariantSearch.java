package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalSearch;
import io.github.integratedresponse.signal.Signals;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks for a pattern in what is stored: signals and products. What the incident already has is no candidate. */
@Component
class VariantSearch {

    /** How many signals are read, latest first, before the words of the pattern are looked for. */
    static final int SIGNALS_READ = 2_000;

    /** More than this nobody decides about with care. */
    static final int MOST_CANDIDATES = 100;

    private final JdbcClient jdbc;
    private final VariantHunts hunts;
    private final Variants variants;
    private final Incidents incidents;
    private final Signals signals;
    private final Products products;

    VariantSearch(
            JdbcClient jdbc,
            VariantHunts hunts,
            Variants variants,
            Incidents incidents,
            Signals signals,
            Products products) {
        this.jdbc = jdbc;
        this.hunts = hunts;
        this.variants = variants;
        this.incidents = incidents;
        this.signals = signals;
        this.products = products;
    }

    /** @return how many candidates wait for a decision */
    @Transactional
    int run(long huntId) {
        VariantHunt hunt = hunts.byId(huntId);
        VariantPattern pattern =
                Objects.requireNonNull(hunt.pattern(), "the pattern is defined before it is searched for");
        variants.forgetCandidates(huntId);
        List<Signal> read = pattern.asksForSignals() ? read(pattern) : List.of();
        Set<Long> known =
                signals.ofIncident(hunt.incidentId()).stream().map(Signal::id).collect(Collectors.toSet());
        List<Signal> matching = read.stream()
                .filter(signal -> !known.contains(signal.id()))
                .filter(signal -> pattern.words().isEmpty()
                        || words(signal, pattern).findAny().isPresent())
                .toList();
        Set<String> affected = incidents.affectedProducts(hunt.incidentId()).stream()
                .map(Product::id)
                .collect(Collectors.toSet());
        List<Product> kin = pattern.asksForProducts()
                ? products.all().stream()
                        .filter(product -> !affected.contains(product.id()) && fits(product, pattern))
                        .toList()
                : List.of();
        matching.stream()
                .limit(MOST_CANDIDATES)
                .forEach(signal -> variants.add(huntId, signal.id(), null, matchedOn(signal, pattern)));
        kin.stream()
                .limit(MOST_CANDIDATES)
                .forEach(product -> variants.add(huntId, null, product.id(), matchedOn(product, pattern)));
        hunts.searched(
                huntId,
                pattern.asksForSignals() ? signalsWithin(pattern) : 0,
                pattern.asksForProducts() ? products.count() : 0,
                read.size() == SIGNALS_READ || matching.size() > MOST_CANDIDATES || kin.size() > MOST_CANDIDATES);
        return variants.candidates(huntId).size();
    }

    private List<Signal> read(VariantPattern pattern) {
        return signals.search(
                SignalSearch.none()
                        .withFindingType(pattern.findingType())
                        .withTechniques(pattern.techniques())
                        .between(pattern.from(), pattern.to()),
                SIGNALS_READ);
    }

    private long signalsWithin(VariantPattern pattern) {
        return jdbc.sql("select count(*) from response.signal where first_seen_at >= ? and first_seen_at < ?")
                .param(pattern.from().atOffset(ZoneOffset.UTC))
                .param(pattern.to().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static Stream<String> words(Signal signal, VariantPattern pattern) {
        String text = (signal.title() + "\n" + signal.description() + "\n" + String.join("\n", signal.resources()))
                .toLowerCase(Locale.ROOT);
        return pattern.words().stream().filter(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean fits(Product product, VariantPattern pattern) {
        return (pattern.divisions().isEmpty() || pattern.divisions().contains(product.division()))
                && (pattern.productTags().isEmpty()
                        || product.tags().stream().anyMatch(pattern.productTags()::contains));
    }

    private static String matchedOn(Signal signal, VariantPattern pattern) {
        List<String> fitted = new ArrayList<>();
        if (pattern.findingType() != null) {
            fitted.add("finding type " + signal.findingType());
        }
        if (!pattern.techniques().isEmpty()) {
            fitted.add("technique "
                    + signal.techniques().stream()
                            .filter(id -> pattern.techniques().stream().anyMatch(id::startsWith))
                            .collect(Collectors.joining(", ")));
        }
        words(signal, pattern).forEach(word -> fitted.add("\"" + word + "\""));
        return String.join("; ", fitted);
    }

    private static String matchedOn(Product product, VariantPattern pattern) {
        List<String> fitted = new ArrayList<>();
        if (!pattern.divisions().isEmpty()) {
            fitted.add("division " + product.division());
        }
        product.tags().stream().filter(pattern.productTags()::contains).forEach(tag -> fitted.add("tag " + tag));
        return String.join("; ", fitted);
    }
}

package io.github.integratedresponse.signal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stored signals are searched for. Every criterion that is given must hold; of a list, one entry is enough. A search without any
 * criterion finds nothing.
 *
 * @param findingType the whole finding type, in any case
 * @param techniques technique ids; {@code T1562} stands for its sub-techniques as well
 * @param resource a part of the id of a resource, in any case
 * @param observables values of observables
 * @param productIds products that were hit
 * @param from first seen at or after
 * @param until first seen before
 */
public record SignalSearch(
        @Nullable String findingType,
        List<String> techniques,
        @Nullable String resource,
        List<String> observables,
        List<String> productIds,
        @Nullable Instant from,
        @Nullable Instant until) {

    public SignalSearch {
        techniques = List.copyOf(techniques);
        observables = List.copyOf(observables);
        productIds = List.copyOf(productIds);
    }

    public static SignalSearch none() {
        return new SignalSearch(null, List.of(), null, List.of(), List.of(), null, null);
    }

    public SignalSearch withFindingType(@Nullable String wanted) {
        return new SignalSearch(wanted, techniques, resource, observables, productIds, from, until);
    }

    public SignalSearch withTechniques(Collection<String> wanted) {
        return new SignalSearch(findingType, List.copyOf(wanted), resource, observables, productIds, from, until);
    }

    public SignalSearch withResource(@Nullable String part) {
        return new SignalSearch(findingType, techniques, part, observables, productIds, from, until);
    }

    public SignalSearch withObservables(Collection<String> wanted) {
        return new SignalSearch(findingType, techniques, resource, List.copyOf(wanted), productIds, from, until);
    }

    public SignalSearch withProductIds(Collection<String> wanted) {
        return new SignalSearch(findingType, techniques, resource, observables, List.copyOf(wanted), from, until);
    }

    public SignalSearch between(@Nullable Instant start, @Nullable Instant end) {
        return new SignalSearch(findingType, techniques, resource, observables, productIds, start, end);
    }

    boolean isEmpty() {
        return findingType == null
                && techniques.isEmpty()
                && resource == null
                && observables.isEmpty()
                && productIds.isEmpty()
                && from == null
                && until == null;
    }
}

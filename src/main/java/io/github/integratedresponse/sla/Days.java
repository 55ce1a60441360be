package io.github.integratedresponse.sla;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A set of days, worked out once a year. */
class Days implements Predicate<LocalDate> {

    private final Map<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();
    private final IntFunction<Set<LocalDate>> ofYear;

    Days(IntFunction<Set<LocalDate>> ofYear) {
        this.ofYear = ofYear;
    }

    static Days named(List<NamedDay> days) {
        return new Days(year ->
                days.stream().map(day -> day.in(year)).flatMap(Optional::stream).collect(Collectors.toSet()));
    }

    @Override
    public boolean test(LocalDate date) {
        return years.computeIfAbsent(date.getYear(), ofYear::apply).contains(date);
    }
}

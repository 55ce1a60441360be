package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.Weeks;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a filter and a grouping come to in SQL, over each of the places that tell how clocks count. Conditions name the filter's values
 * by parameters, never by themselves.
 */
record Slice(Filter filter, List<By> by) {

    Slice(Filter filter, @Nullable By by) {
        this(filter, by == null ? List.of() : List.of(by));
    }

    static final int KIND = 32;
    static final int SEVERITY = 16;
    static final int DIVISION = 8;
    static final int REGION = 4;
    static final int OWNER = 2;
    static final int PRODUCT = 1;

    private static final int[] SPANS = {16, 4, 1};
    private static final LocalDate FIRST = LocalDate.of(2001, 1, 1);

    /** The columns that have to be told apart, as the masks of the rollups say it. */
    int told() {
        return by.stream().mapToInt(Slice::told).reduce(narrowed(), (one, other) -> one | other);
    }

    /** The columns that have one value. */
    int narrowed() {
        return (aboutKind() ? KIND : 0)
                | (filter.severity() == null ? 0 : SEVERITY)
                | (filter.division() == null ? 0 : DIVISION)
                | (filter.region() == null ? 0 : REGION)
                | (filter.owner() == null ? 0 : OWNER)
                | (filter.product() == null ? 0 : PRODUCT);
    }

    private static int told(By by) {
        return switch (by) {
            case CLOCK, SUBJECT, PROCESS -> KIND;
            case SEVERITY -> SEVERITY;
            case DIVISION -> DIVISION;
            case REGION -> REGION;
            case OWNER -> OWNER;
            case PRODUCT -> PRODUCT;
            case WEEK -> 0;
        };
    }

    boolean aboutKind() {
        return filter.clock() != null || filter.subject() != null || filter.process() != null;
    }

    /** The one value that columns beside clock, subject and process are narrowed to; empty where there is none. */
    String placed() {
        return Stream.of(filter.severity(), filter.division(), filter.region(), filter.owner(), filter.product())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    boolean by(By one) {
        return by.contains(one);
    }

    /**
     * The columns that tell the groups apart; an empty text where there is one group only.
     *
     * @param kind where clock, subject and process stand
     * @param row where the rest stands
     * @param week the column that the row's week is in
     */
    String keys(String kind, String row, String week) {
        return by.isEmpty()
                ? "''"
                : by.stream().map(one -> key(one, kind, row, week)).collect(Collectors.joining(", "));
    }

    private static String key(By by, String kind, String row, String week) {
        return switch (by) {
            case CLOCK -> kind + ".clock";
            case SUBJECT -> kind + ".subject";
            case PROCESS -> kind + ".process";
            case SEVERITY -> row + ".severity";
            case DIVISION -> row + ".division";
            case REGION -> row + ".region";
            case OWNER -> row + ".owner";
            case PRODUCT -> row + ".product";
            case WEEK -> row + "." + week + "::text";
        };
    }

    /** Conditions on clock, subject and process in this place, each with an {@code and} before it. */
    String ofKind(String kind) {
        return (filter.clock() == null ? "" : " and " + kind + ".clock = :clock")
                + (filter.subject() == null ? "" : " and " + kind + ".subject = :subject")
                + (filter.process() == null ? "" : " and " + kind + ".process = :process");
    }

    /** The same by the numbers of the kinds, which are few. */
    String ofKinds(String row) {
        return aboutKind()
                ? " and " + row + ".kind = any (array(select f.id from response.sla_kind f where true" + ofKind("f")
                        + "))"
                : "";
    }

    /** Conditions on everything else. */
    String ofRow(String row) {
        return (filter.severity() == null ? "" : " and " + row + ".severity = :severity")
                + (filter.division() == null ? "" : " and " + row + ".division = :division")
                + (filter.region() == null ? "" : " and " + row + ".region = :region")
                + (filter.owner() == null ? "" : " and " + row + ".owner = :owner")
                + (filter.product() == null ? "" : " and " + row + ".product = :product");
    }

    /** Conditions on the clocks themselves. */
    String ofClocks(String clock) {
        return (filter.clock() == null ? "" : " and " + clock + ".name = :clock")
                + (filter.subject() == null ? "" : " and coalesce(" + clock + ".subject, '') = :subject")
                + (filter.process() == null ? "" : " and " + clock + ".process_definition_key = :process")
                + (filter.severity() == null ? "" : " and coalesce(" + clock + ".severity, '') = :severity")
                + (filter.division() == null ? "" : " and coalesce(" + clock + ".division, '') = :division")
                + (filter.region() == null ? "" : " and coalesce(" + clock + ".region, '') = :region")
                + (filter.owner() == null ? "" : " and coalesce(" + clock + ".owner, '') = :owner")
                + (filter.product() == null ? "" : " and coalesce(" + clock + ".product_id, '') = :product");
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        put(values, "clock", filter.clock());
        put(values, "subject", filter.subject());
        put(values, "process", filter.process());
        put(values, "severity", filter.severity());
        put(values, "division", filter.division());
        put(values, "region", filter.region());
        put(values, "owner", filter.owner());
        put(values, "product", filter.product());
        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** A piece of a period: rows that are about one week each, four or sixteen. */
    record Piece(int span, LocalDate from, LocalDate to) {

        /** The condition, in which nothing comes from outside. */
        String of(String row) {
            return " and %1$s.span = %2$d and %1$s.week >= date '%3$s' and %1$s.week < date '%4$s'"
                    .formatted(row, span, from, to);
        }
    }

    /** As few rows as possible that make up these weeks; one for each week where weeks are told apart. */
    List<Piece> pieces(Weeks weeks) {
        if (by(By.WEEK)) {
            return List.of(new Piece(1, weeks.from(), weeks.to()));
        }
        List<Piece> pieces = new ArrayList<>();
        LocalDate at = weeks.from();
        while (at.isBefore(weeks.to())) {
            int span = widest(at, weeks.to());
            LocalDate end = at.plusWeeks(span);
            Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            if (last != null && last.span() == span) {
                pieces.set(pieces.size() - 1, new Piece(span, last.from(), end));
            } else {
                pieces.add(new Piece(span, at, end));
            }
            at = end;
        }
        return pieces;
    }

    private static int widest(LocalDate from, LocalDate to) {
        long place = ChronoUnit.WEEKS.between(FIRST, from);
        for (int span : SPANS) {
            if (Math.floorMod(place, span) == 0 && !from.plusWeeks(span).isAfter(to)) {
                return span;
            }
        }
        throw new IllegalStateException("A week is always left");
    }
}

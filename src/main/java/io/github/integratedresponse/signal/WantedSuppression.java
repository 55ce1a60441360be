package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.KnownPeople;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.signal.Suppression.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what people say of a suppression, and collects everything that is wrong with it. What is returned then counts for nothing. */
@Component
class WantedSuppression {

    static final int LONGEST_DAYS = 366;

    private static final int LONGEST_REASON = 2_000;
    private static final String TECHNIQUE = "(AML\\.)?T\\d{4}(\\.\\d{3})?";

    private final KnownPeople people;
    private final Products products;

    WantedSuppression(KnownPeople people, Products products) {
        this.people = people;
        this.products = products;
    }

    Kind kind(@Nullable String given, Problems problems) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(given)) {
                return kind;
            }
        }
        problems.add("kind", "must be SNOOZE or SUPPRESS");
        return Kind.SNOOZE;
    }

    String owner(@Nullable String given, Problems problems) {
        String owner = given == null ? "" : given.strip();
        problems.addIf(
                owner.isEmpty() || !people.haveRole(owner), "owner", "must be the id of a person who has a role");
        return owner;
    }

    String reason(@Nullable String given, Problems problems) {
        String reason = given == null ? "" : given.strip();
        problems.addIf(reason.isEmpty(), "reason", "must say why");
        problems.addIf(
                reason.length() > LONGEST_REASON, "reason", "may be " + LONGEST_REASON + " characters long at most");
        problems.addIf(unstorable(reason), "reason", "contains a character that can't be stored");
        return reason;
    }

    /** @return to the second */
    Instant end(@Nullable String given, Instant now, Problems problems) {
        Instant end = now;
        try {
            end = given == null ? now : OffsetDateTime.parse(given.strip()).toInstant();
        } catch (DateTimeParseException e) {
            problems.add("endsAt", "must be a date and time such as 2026-03-31T14:05:00Z");
            return now;
        }
        end = end.truncatedTo(ChronoUnit.SECONDS);
        problems.addIf(
                !end.isAfter(now) || end.isAfter(now.plus(Duration.ofDays(LONGEST_DAYS))),
                "endsAt",
                "must lie in the future, at most " + LONGEST_DAYS + " days ahead");
        return end;
    }

    Scope scope(Map<Criterion, @Nullable String> said, @Nullable Integer upToSeverityId, Problems problems) {
        Map<Criterion, String> given = new EnumMap<>(Criterion.class);
        said.forEach((criterion, text) -> {
            if (text != null && !text.isBlank()) {
                given.put(criterion, value(criterion, text.strip(), problems));
            }
        });
        problems.addIf(
                given.isEmpty(),
                "criteria",
                Arrays.stream(Criterion.values())
                        .map(Criterion::field)
                        .sorted()
                        .collect(Collectors.joining(", ", "at least one must be given of ", "")));
        int worst = upToSeverityId == null ? Scope.USUAL_SEVERITY : upToSeverityId;
        problems.addIf(
                worst < 0 || worst > Scope.WORST_SEVERITY,
                "upToSeverityId",
                "must be a severity of OCSF, from 0 (unknown) to " + Scope.WORST_SEVERITY + " (fatal)");
        return new Scope(given, worst);
    }

    private String value(Criterion criterion, String text, Problems problems) {
        String field = criterion.field();
        if (text.length() > criterion.longest() || unstorable(text)) {
            problems.addIf(
                    text.length() > criterion.longest(),
                    field,
                    "may be " + criterion.longest() + " characters long at most");
            problems.addIf(unstorable(text), field, "contains a character that can't be stored");
            return text;
        }
        if (criterion == Criterion.TECHNIQUE) {
            String id = text.toUpperCase(Locale.ROOT);
            problems.addIf(!id.matches(TECHNIQUE), field, "must be the id of a technique such as T1562 or T1562.008");
            return id;
        }
        problems.addIf(
                criterion == Criterion.PRODUCT && products.byId(text).isEmpty(),
                field,
                "must be the id of a product of the registry");
        return text;
    }

    private static boolean unstorable(String text) {
        return !JsonBody.storable(text).equals(text);
    }
}

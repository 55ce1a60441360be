package io.github.integratedresponse.signal.format;

import io.github.integratedresponse.process.Problems;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A finding as a reader puts it together: what is too long is cut, what doubles or goes beyond a number is left out, what is missing is
 * said. However large an item is, its draft stays small.
 */
final class Draft {

    static final int MOST_TECHNIQUES = 100;
    static final int MOST_RESOURCES = 200;
    static final int MOST_OBSERVABLES = 500;
    static final int MOST_ACTORS = 50;
    static final int MOST_MARKINGS = 20;
    static final int MOST_PRODUCT_NAMES = 500;

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int LONGEST_TYPE = 200;
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_OBSERVABLE = 1_000;
    private static final int LONGEST_MARKING = 500;

    /** Strictest first. */
    private static final List<String> TLP = List.of("RED", "AMBER_STRICT", "AMBER", "GREEN", "CLEAR");

    private static final Pattern TECHNIQUE = Pattern.compile("(?:AML\\.)?T\\d{4}(?:\\.\\d{3})?");
    private static final Pattern LABEL = Pattern.compile("(?i)^\\s*(product|product_id|tlp)\\s*[:=]\\s*(.+)$");

    private final Set<String> techniques = new LinkedHashSet<>();
    private final Set<String> resources = new LinkedHashSet<>();
    private final Set<String> productNames = new LinkedHashSet<>();
    private final Set<Observable> observables = new LinkedHashSet<>();
    private final Set<String> actors = new LinkedHashSet<>();
    private final Set<String> colours = new LinkedHashSet<>();
    private final Set<String> markings = new LinkedHashSet<>();

    private @Nullable String source;
    private @Nullable String externalId;
    private @Nullable String alias;
    private @Nullable String title;
    private @Nullable String description;
    private @Nullable String findingType;
    private int severityId;
    private Finding.Activity activity = Finding.Activity.CREATE;
    private @Nullable Instant firstSeenAt;
    private @Nullable Instant reportedAt;

    /** @param source who reported it, such as {@code Amazon/GuardDuty} */
    Draft source(@Nullable String source) {
        this.source = source;
        return this;
    }

    Draft externalId(@Nullable String externalId) {
        this.externalId = externalId;
        return this;
    }

    Draft alias(@Nullable String alias) {
        this.alias = alias;
        return this;
    }

    Draft title(@Nullable String title) {
        this.title = title;
        return this;
    }

    Draft description(@Nullable String description) {
        this.description = description;
        return this;
    }

    /** @param findingType what kind of thing was found; what the title has in common with others when it is {@code null} */
    Draft findingType(@Nullable String findingType) {
        this.findingType = findingType;
        return this;
    }

    /** @param severityId OCSF severity, 0 to 6 */
    Draft severity(int severityId) {
        this.severityId = severityId;
        return this;
    }

    Draft activity(Finding.Activity activity) {
        this.activity = activity;
        return this;
    }

    Draft firstSeenAt(@Nullable Instant firstSeenAt) {
        this.firstSeenAt = firstSeenAt;
        return this;
    }

    Draft reportedAt(@Nullable Instant reportedAt) {
        this.reportedAt = reportedAt;
        return this;
    }

    /** What was said around the finding stands where the finding itself, as far as it was read, doesn't say. */
    Draft around(Envelope envelope) {
        source = source == null ? envelope.source() : source;
        externalId = externalId == null ? envelope.id() : externalId;
        reportedAt = reportedAt == null ? envelope.time() : reportedAt;
        return tlp(envelope.tlp());
    }

    /** @param technique an id of ATT&amp;CK or ATLAS in any case, also with {@code /} before the sub-technique; anything else is left out */
    Draft technique(@Nullable String technique) {
        if (technique != null) {
            Matcher id =
                    TECHNIQUE.matcher(technique.strip().toUpperCase(Locale.ROOT).replace('/', '.'));
            if (id.matches() && techniques.size() < MOST_TECHNIQUES) {
                techniques.add(id.group());
            }
        }
        return this;
    }

    /** @param resource what was hit */
    Draft resource(@Nullable String resource) {
        add(resources, MOST_RESOURCES, resource);
        return this;
    }

    boolean hasResources() {
        return !resources.isEmpty();
    }

    /** @param name what may be the id of a product */
    Draft product(@Nullable String name) {
        if (name != null && name.length() <= LONGEST_LABEL) {
            add(productNames, MOST_PRODUCT_NAMES, name);
        }
        return this;
    }

    Draft observable(String type, @Nullable String value) {
        if (value != null && !value.isBlank() && observables.size() < MOST_OBSERVABLES) {
            observables.add(
                    new Observable(Texts.cut(type, LONGEST_TYPE), Texts.cut(value.strip(), LONGEST_OBSERVABLE)));
        }
        return this;
    }

    List<Observable> observables() {
        return List.copyOf(observables);
    }

    Draft actor(@Nullable String actor) {
        add(actors, MOST_ACTORS, actor);
        return this;
    }

    /** @param colour in any spelling, such as {@code TLP:AMBER+STRICT}, {@code amber} or {@code WHITE}; of several, the strictest counts */
    Draft tlp(@Nullable String colour) {
        if (colour != null && colour.length() <= LONGEST_LABEL) {
            String name = colour.strip()
                    .toUpperCase(Locale.ROOT)
                    .replaceFirst("^TLP\\s*[:=_-]\\s*", "")
                    .replaceAll("[^A-Z]+", "_");
            TLP.stream()
                    .filter(name.equals("WHITE") ? "CLEAR"::equals : name::equals)
                    .forEach(colours::add);
        }
        return this;
    }

    Draft marking(@Nullable String marking) {
        if (marking != null && !marking.isBlank() && markings.size() < MOST_MARKINGS) {
            markings.add(Texts.cut(marking.strip(), LONGEST_MARKING));
        }
        return this;
    }

    /** A label or tag that people gave it: {@code product:…} and {@code tlp:…} say so, any other may be the id of a product. */
    Draft label(String label) {
        if (label.length() > LONGEST_LABEL) {
            return this;
        }
        Matcher named = LABEL.matcher(label);
        if (!named.matches()) {
            return product(label);
        }
        return named.group(1).equalsIgnoreCase("tlp") ? tlp(named.group(2)) : product(named.group(2));
    }

    /**
     * @param sourceField what a problem calls the field that should have held the source; likewise the others
     * @return {@code null} when {@code problems} says what is wrong, or said so before
     */
    @Nullable
    Finding finding(Problems problems, String sourceField, String idField, String titleField) {
        problems.addIf(source == null || source.isBlank(), sourceField, "is missing; it says who reported the finding");
        problems.addIf(
                externalId == null || externalId.isBlank(),
                idField,
                "is missing; it tells a new finding from one that is known");
        problems.addIf(title == null || title.isBlank(), titleField, "is missing; it says what was found");
        if (!problems.isEmpty()) {
            return null;
        }
        String named = Objects.requireNonNull(title);
        return new Finding(
                Texts.cut(Objects.requireNonNull(source), LONGEST_SOURCE),
                Texts.key(Objects.requireNonNull(externalId)),
                alias == null ? null : Texts.key(alias),
                Texts.cut(named, LONGEST_TITLE),
                Texts.cut(Objects.requireNonNullElse(description, ""), LONGEST_DESCRIPTION),
                Texts.cut(findingType == null ? kindOf(Texts.cut(named, LONGEST_TITLE)) : findingType, LONGEST_TYPE),
                severityId,
                List.copyOf(techniques),
                resources.stream().map(Texts::key).toList(),
                List.copyOf(productNames),
                observables(),
                actors.stream().map(Texts::key).toList(),
                TLP.stream().filter(colours::contains).findFirst().orElse(null),
                List.copyOf(markings),
                activity,
                firstSeenAt,
                reportedAt);
    }

    /** What findings with such a title have in common: the title without what is particular to one. */
    private static String kindOf(String title) {
        StringBuilder kind = new StringBuilder();
        for (String word : title.split("\\s+")) {
            boolean particular = word.chars().anyMatch(c -> Character.isDigit(c) || "@/\\:=".indexOf(c) >= 0);
            kind.append(kind.isEmpty() ? "" : " ").append(particular ? "*" : word);
        }
        return kind.toString();
    }

    private static void add(Set<String> texts, int most, @Nullable String text) {
        if (text != null && !text.isBlank() && texts.size() < most) {
            texts.add(text.strip());
        }
    }
}

package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import io.github.integratedresponse.signal.Signals;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a hunt looks for. */
@Component
class DefinePatternForm implements TaskForm<DefinePatternForm.Defined> {

    /** How far back a hunt looks unless somebody says otherwise: a year shows what comes with the seasons of a business. */
    private static final Duration USUAL_WINDOW = Duration.ofDays(365);

    private static final String TECHNIQUE = "T\\d{4}(\\.\\d{3})?";

    record Defined(
            @Nullable String findingType,
            @Nullable String techniques,
            @Nullable String text,
            List<String> productTags,
            List<String> divisions,
            @NotNull(message = "must be given") Instant from,
            @NotNull(message = "must be given") Instant to,
            @Nullable String notSearchable) {

        VariantPattern pattern() {
            return new VariantPattern(
                    findingType,
                    parts(techniques).stream()
                            .map(id -> id.toUpperCase(Locale.ROOT))
                            .toList(),
                    parts(text),
                    productTags,
                    divisions,
                    from,
                    to);
        }

        private static List<String> parts(@Nullable String line) {
            return line == null
                    ? List.of()
                    : Arrays.stream(line.split("[,;\\n]"))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .distinct()
                            .toList();
        }
    }

    record ShownCause(String statement, String kind, String controls) {}

    record ShownCandidate(String what, String matchedOn) {}

    private final VariantHunts hunts;
    private final Variants variants;
    private final RootCauses causes;
    private final Incidents incidents;
    private final Signals signals;
    private final Products products;
    private final Timeline timeline;
    private final Clock clock;

    DefinePatternForm(
            VariantHunts hunts,
            Variants variants,
            RootCauses causes,
            Incidents incidents,
            Signals signals,
            Products products,
            Timeline timeline,
            Clock clock) {
        this.hunts = hunts;
        this.variants = variants;
        this.causes = causes;
        this.incidents = incidents;
        this.signals = signals;
        this.products = products;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "define-pattern";
    }

    @Override
    public Class<Defined> type() {
        return Defined.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        VariantHunt hunt = hunts.byId(task.number("huntId"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "cause",
                hunt.rootCauseId() == null
                        ? List.of(new ShownCause(hunt.title(), "", ""))
                        : List.of(shown(causes.byId(hunt.rootCauseId()))));
        values.put(
                "earlierCandidates",
                variants.candidates(hunt.id()).stream()
                        .map(variant -> new ShownCandidate(variant.what(), variant.matchedOn()))
                        .toList());
        List<Product> all = products.all();
        values.put("tagOptions", choices(tags(all)));
        values.put("divisionOptions", choices(divisions(all)));
        VariantPattern pattern = Objects.requireNonNullElseGet(hunt.pattern(), () -> usual(hunt));
        if (pattern.findingType() != null) {
            values.put("findingType", pattern.findingType());
        }
        values.put("techniques", String.join(", ", pattern.techniques()));
        values.put("text", String.join(", ", pattern.words()));
        values.put("productTags", pattern.productTags());
        values.put("divisions", pattern.divisions());
        values.put("from", pattern.from());
        values.put("to", pattern.to());
        if (hunt.notSearchable() != null) {
            values.put("notSearchable", hunt.notSearchable());
        }
        return values;
    }

    private static ShownCause shown(RootCause cause) {
        return new ShownCause(cause.statement(), cause.classification().label(), String.join(", ", cause.controlIds()));
    }

    /** The incident's own techniques, or its kind of finding where its signals name none, over the last year. */
    private VariantPattern usual(VariantHunt hunt) {
        Incident incident = incidents.byId(hunt.incidentId());
        Instant now = clock.instant();
        List<String> techniques = signals.ofIncident(incident.id()).stream()
                .flatMap(signal -> signal.techniques().stream())
                .distinct()
                .toList();
        return new VariantPattern(
                techniques.isEmpty() ? incident.findingType() : null,
                techniques,
                List.of(),
                List.of(),
                List.of(),
                now.minus(USUAL_WINDOW),
                now);
    }

    @Override
    public void check(Defined defined, TaskContext task, Problems problems) {
        VariantPattern pattern = defined.pattern();
        problems.addIf(
                !pattern.asksForSignals() && !pattern.asksForProducts(),
                "findingType",
                "a pattern needs a finding type, techniques, words, product tags or divisions");
        pattern.techniques().stream()
                .filter(id -> !id.matches(TECHNIQUE))
                .forEach(id -> problems.add("techniques", id + " is no ATT&CK technique, such as T1562 or T1562.008"));
        List<Product> all = products.all();
        Set<String> tags = tags(all);
        Set<String> divisions = divisions(all);
        pattern.productTags().stream()
                .filter(tag -> !tags.contains(tag))
                .forEach(tag -> problems.add("productTags", "no product carries the tag " + tag));
        pattern.divisions().stream()
                .filter(division -> !divisions.contains(division))
                .forEach(division -> problems.add("divisions", "no product belongs to the division " + division));
        problems.addIf(!pattern.from().isBefore(pattern.to()), "to", "must be after the time it begins");
        problems.addIf(pattern.from().isAfter(clock.instant()), "from", "must not lie in the future");
    }

    @Override
    public void accept(Defined defined, TaskContext task) {
        VariantHunt hunt = hunts.byId(task.number("huntId"));
        hunts.define(hunt.id(), defined.pattern(), defined.notSearchable(), task.actor());
        timeline.append(hunt.incidentId(), "variant", task.actor(), "Hunting for variants of: " + hunt.title());
    }

    private static Set<String> tags(List<Product> all) {
        Set<String> tags = new TreeSet<>();
        all.forEach(product -> tags.addAll(product.tags()));
        return tags;
    }

    private static Set<String> divisions(List<Product> all) {
        Set<String> divisions = new TreeSet<>();
        all.forEach(product -> divisions.add(product.division()));
        return divisions;
    }

    private static List<ReviewForms.Choice> choices(Collection<String> values) {
        return values.stream()
                .map(value -> new ReviewForms.Choice(value, value))
                .toList();
    }
}

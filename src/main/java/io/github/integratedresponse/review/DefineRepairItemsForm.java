package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The repairs that a review asks for, so that each of its root causes is met by one, or the review says why not. */
@Component
class DefineRepairItemsForm implements TaskForm<DefineRepairItemsForm.Repairs> {

    record Repairs(List<@Valid Item> items, List<@Valid Without> withoutItem) {}

    record Item(
            @NotNull(message = "must be given") Long rootCauseId,
            @NotNull(message = "must be given") ItemClass itemClass,
            @NotBlank(message = "must be given") String title,
            @NotBlank(message = "must be given") String description,
            @NotBlank(message = "must be given") String owner,
            @Nullable String productId,
            @Nullable Boolean knownExploited,
            @Nullable Boolean totalImpact,
            @Nullable Boolean exposed,
            @Nullable Boolean automatable) {}

    record Without(
            @NotNull(message = "must be given") Long rootCauseId, @NotBlank(message = "must be given") String reason) {}

    /** A repair item as the form shows it, begun or not. */
    record Shown(
            @Nullable String rootCauseId,
            @Nullable String itemClass,
            @Nullable String title,
            @Nullable String description,
            @Nullable String owner,
            @Nullable String productId,
            @Nullable String knownExploited,
            @Nullable String totalImpact,
            @Nullable String exposed,
            @Nullable String automatable) {}

    record ShownWithout(String rootCauseId, String reason) {}

    private final Reviews reviews;
    private final RootCauses causes;
    private final ProposedRepairItems items;
    private final Products products;
    private final ReviewForms shown;
    private final Timeline timeline;

    DefineRepairItemsForm(
            Reviews reviews,
            RootCauses causes,
            ProposedRepairItems items,
            Products products,
            ReviewForms shown,
            Timeline timeline) {
        this.reviews = reviews;
        this.causes = causes;
        this.items = items;
        this.products = products;
        this.shown = shown;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "define-repair-items";
    }

    @Override
    public Class<Repairs> type() {
        return Repairs.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("boardQuestions", shown.questions(review.id()));
        values.put("causes", shown.causes(review.id()));
        values.put("products", shown.products(review.incidentId()));
        values.put("rootCauseOptions", shown.rootCauseChoices(review.id()));
        values.put("items", rows(review));
        values.put(
                "withoutItem",
                causes.leftWithoutRepair(review.id()).entrySet().stream()
                        .map(left -> new ShownWithout(String.valueOf(left.getKey()), left.getValue()))
                        .toList());
        return values;
    }

    /** What was proposed before, or a row to begin with for each root cause that needs one. */
    private List<Shown> rows(Review review) {
        List<ProposedRepairItem> proposed = items.proposedForReview(review.id());
        if (!proposed.isEmpty()) {
            return proposed.stream().map(DefineRepairItemsForm::shown).toList();
        }
        String owner = shown.products(review.incidentId()).stream()
                .findFirst()
                .map(product -> product.owner())
                .orElse(null);
        Set<Long> without = causes.leftWithoutRepair(review.id()).keySet();
        return causes.ofReview(review.id()).stream()
                .filter(cause -> !cause.contributing() && !without.contains(cause.id()))
                .map(cause ->
                        new Shown(String.valueOf(cause.id()), null, null, null, owner, null, null, null, null, null))
                .toList();
    }

    private static Shown shown(ProposedRepairItem item) {
        return new Shown(
                item.rootCauseId() == null ? null : String.valueOf(item.rootCauseId()),
                item.itemClass().name(),
                item.title(),
                item.description(),
                item.owner(),
                item.productId(),
                answer(item.knownExploited()),
                answer(item.totalImpact()),
                answer(item.exposed()),
                answer(item.automatable()));
    }

    private static @Nullable String answer(@Nullable Boolean holds) {
        return holds == null ? null : holds ? "yes" : "no";
    }

    @Override
    public void check(Repairs repairs, TaskContext task, Problems problems) {
        List<RootCause> found = causes.ofReview(task.number("reviewId"));
        Set<Long> known = found.stream().map(RootCause::id).collect(Collectors.toSet());
        Set<Long> met = new HashSet<>();
        for (int i = 0; i < repairs.items().size(); i++) {
            Item item = repairs.items().get(i);
            String row = "items[" + (i + 1) + "].";
            problems.addIf(
                    !known.contains(item.rootCauseId()),
                    row + "rootCauseId",
                    item.rootCauseId() + " is no root cause of this review");
            problems.addIf(
                    item.productId() != null && products.byId(item.productId()).isEmpty(),
                    row + "productId",
                    "there is no product " + item.productId());
            long answered = Stream.of(item.knownExploited(), item.totalImpact(), item.exposed(), item.automatable())
                    .filter(Objects::nonNull)
                    .count();
            problems.addIf(
                    answered % 4 != 0,
                    row + "knownExploited",
                    "answer all four for a vulnerability, or none: known exploited, total impact, exposed, automatable");
            met.add(item.rootCauseId());
        }
        for (int i = 0; i < repairs.withoutItem().size(); i++) {
            Without without = repairs.withoutItem().get(i);
            String row = "withoutItem[" + (i + 1) + "].rootCauseId";
            problems.addIf(
                    !known.contains(without.rootCauseId()),
                    row,
                    without.rootCauseId() + " is no root cause of this review");
            problems.addIf(
                    !met.add(without.rootCauseId()),
                    row,
                    "has a repair item or a reason already: one of them is enough");
        }
        found.stream()
                .filter(cause -> !cause.contributing() && !met.contains(cause.id()))
                .forEach(cause -> problems.add(
                        "items",
                        "root cause \"" + cause.statement() + "\" needs a repair item, or a reason why there is none"));
    }

    @Override
    public void accept(Repairs repairs, TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        items.dropProposedOfReview(review.id());
        for (Item item : repairs.items()) {
            items.propose(
                    new RepairProposal(
                            review.id(),
                            null,
                            review.incidentId(),
                            item.rootCauseId(),
                            item.title(),
                            item.description(),
                            item.itemClass(),
                            item.owner(),
                            item.productId(),
                            item.knownExploited(),
                            item.totalImpact(),
                            item.exposed(),
                            item.automatable()),
                    task.actor());
        }
        Map<Long, String> without = new HashMap<>();
        repairs.withoutItem().forEach(left -> without.put(left.rootCauseId(), left.reason()));
        causes.leaveWithoutRepair(review.id(), without);
        reviews.enter(review.id(), Review.State.BOARD);
        timeline.append(
                review.incidentId(),
                "review",
                task.actor(),
                "Review %s asks for %d repairs and goes to the executive board"
                        .formatted(review.number(), repairs.items().size()));
    }
}

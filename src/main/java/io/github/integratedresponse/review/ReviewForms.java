package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Shown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What several forms of a review show: its evidence, tree, root causes, repair items and the questions of the board. */
@Component
class ReviewForms {

    private final Incidents incidents;
    private final EvidencePack pack;
    private final CausalTrees trees;
    private final RootCauses causes;
    private final VariantHunts hunts;
    private final ProposedRepairItems items;
    private final BoardDecisions decisions;

    ReviewForms(
            Incidents incidents,
            EvidencePack pack,
            CausalTrees trees,
            RootCauses causes,
            VariantHunts hunts,
            ProposedRepairItems items,
            BoardDecisions decisions) {
        this.incidents = incidents;
        this.pack = pack;
        this.trees = trees;
        this.causes = causes;
        this.hunts = hunts;
        this.items = items;
        this.decisions = decisions;
    }

    /** An entry of a list to choose from. */
    record Choice(String value, String label) {}

    record ShownWhy(
            int no, @Nullable Integer parent, int level, String why, String answer, String evidence, String root) {}

    record ShownCause(
            String statement, String kind, String controls, String contributing, String hunt, String noItem) {}

    record ShownItem(String title, String itemClass, String owner, String product, String description) {}

    record ShownQuestion(int round, String returnTo, String questions, String by, String at) {}

    record ShownEvidence(String kind, String at, String title, String text) {}

    record ShownProduct(String id, String name, String owner, String exposure) {}

    List<ShownEvidence> evidence(long reviewId) {
        return pack.of(reviewId).stream()
                .map(piece -> new ShownEvidence(
                        Shown.words(piece.kind()),
                        piece.at() == null ? "" : Shown.at(piece.at()),
                        piece.title(),
                        piece.text()))
                .toList();
    }

    List<ShownWhy> tree(long reviewId) {
        return trees.of(reviewId).whys().stream()
                .map(why -> new ShownWhy(
                        why.no(),
                        why.parent(),
                        why.level(),
                        why.question(),
                        why.answer(),
                        why.evidence(),
                        yes(why.rootCause())))
                .toList();
    }

    List<ShownCause> causes(long reviewId) {
        Map<Long, String> hunted = new HashMap<>();
        hunts.ofReview(reviewId).forEach(hunt -> {
            if (hunt.rootCauseId() != null) {
                hunted.put(hunt.rootCauseId(), hunt.coverageNote() == null ? "planned" : hunt.coverageNote());
            }
        });
        Map<Long, String> without = causes.leftWithoutRepair(reviewId);
        return causes.ofReview(reviewId).stream()
                .map(cause -> new ShownCause(
                        cause.statement(),
                        cause.classification().label(),
                        String.join(", ", cause.controlIds()),
                        yes(cause.contributing()),
                        hunted.getOrDefault(cause.id(), ""),
                        without.getOrDefault(cause.id(), "")))
                .toList();
    }

    List<Choice> rootCauseChoices(long reviewId) {
        return causes.ofReview(reviewId).stream()
                .map(cause -> new Choice(String.valueOf(cause.id()), cause.statement()))
                .toList();
    }

    List<ShownItem> items(long reviewId) {
        return items.ofReview(reviewId).stream()
                .map(item -> new ShownItem(
                        item.title(),
                        item.itemClass().label(),
                        item.owner(),
                        item.productId() == null ? "" : item.productId(),
                        item.description()))
                .toList();
    }

    List<ShownProduct> products(long incidentId) {
        return incidents.affectedProducts(incidentId).stream()
                .map(product -> new ShownProduct(
                        product.id(), product.name(), product.owner(), Shown.words(product.exposure())))
                .toList();
    }

    /** @return what the board asked, latest round first */
    List<ShownQuestion> questions(long reviewId) {
        return decisions.of(reviewId).stream()
                .filter(decision -> decision.decision() == BoardDecision.Decision.RETURNED)
                .sorted((a, b) -> b.round() - a.round())
                .map(decision -> new ShownQuestion(
                        decision.round(),
                        decision.returnTo() == null ? "" : decision.returnTo().label(),
                        decision.questions() == null ? "" : decision.questions(),
                        decision.decidedBy(),
                        Shown.at(decision.decidedAt())))
                .toList();
    }

    static String yes(boolean holds) {
        return holds ? "yes" : "";
    }
}

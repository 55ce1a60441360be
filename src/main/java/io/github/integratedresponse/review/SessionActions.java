package io.github.integratedresponse.review;

import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Problems;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes what a session wants done to the repair stage. */
@Component
class SessionActions {

    private final Products products;
    private final ProposedRepairItems proposals;

    SessionActions(Products products, ProposedRepairItems proposals) {
        this.products = products;
        this.proposals = proposals;
    }

    void check(List<SessionAction> actions, Problems problems) {
        for (int i = 0; i < actions.size(); i++) {
            checkProduct(actions.get(i).productId(), "actions[" + (i + 1) + "].productId", problems);
        }
    }

    void checkProduct(@Nullable String productId, String field, Problems problems) {
        problems.addIf(
                productId != null && products.byId(productId).isEmpty(),
                field,
                "is not the id of a registered product");
    }

    /** Takes the place of what the session wanted before it thought again. */
    void propose(long sessionId, List<SessionAction> actions, String actor) {
        proposals.dropProposedOfSession(sessionId);
        for (SessionAction action : actions) {
            proposals.propose(
                    new RepairProposal(
                            null,
                            sessionId,
                            null,
                            null,
                            action.title(),
                            action.description(),
                            action.itemClass(),
                            action.owner(),
                            action.productId(),
                            null,
                            null,
                            null,
                            null),
                    actor);
        }
    }

    /** @return what the session wants so far, as a list of a form shows it */
    List<Map<String, String>> shown(long sessionId) {
        return proposals.proposedForSession(sessionId).stream()
                .map(item -> Map.of(
                        "title", item.title(),
                        "description", item.description(),
                        "owner", item.owner(),
                        "itemClass", item.itemClass().name(),
                        "productId", Objects.requireNonNullElse(item.productId(), "")))
                .toList();
    }

    /** @return whether the session wants anything done that nobody has taken on */
    boolean anyOf(long sessionId) {
        return !proposals.proposedForSession(sessionId).isEmpty();
    }
}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names the products that an incident reached, where nothing did so before, or states that it reached none. */
@Component
class NameAffectedProducts implements TaskForm<NameAffectedProducts.Scope> {

    private final Incidents incidents;
    private final Products products;
    private final Timeline timeline;

    NameAffectedProducts(Incidents incidents, Products products, Timeline timeline) {
        this.incidents = incidents;
        this.products = products;
        this.timeline = timeline;
    }

    record Scope(List<String> products, boolean noneAffected, @Nullable String reason) {}

    @Override
    public String id() {
        return "name-affected-products";
    }

    @Override
    public Class<Scope> type() {
        return Scope.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        return Map.of(
                "productOptions",
                products.all().stream()
                        .map(product -> Map.of(
                                "value",
                                product.id(),
                                "label",
                                product.division() + ": " + product.name() + " (" + product.id() + ")"))
                        .toList());
    }

    @Override
    public void check(Scope scope, TaskContext task, Problems problems) {
        Set<String> registered =
                products.byIds(scope.products()).stream().map(Product::id).collect(Collectors.toSet());
        List<String> unknown =
                scope.products().stream().filter(id -> !registered.contains(id)).toList();
        problems.addIf(!unknown.isEmpty(), "products", "are not registered: " + String.join(", ", unknown));
        problems.addIf(
                scope.products().isEmpty() && !scope.noneAffected(),
                "products",
                "name every product that was reached, or state that none is affected");
        problems.addIf(
                !scope.products().isEmpty() && scope.noneAffected(),
                "noneAffected",
                "can't be stated while products are named");
        problems.addIf(
                scope.noneAffected() && scope.reason() == null, "reason", "say how you know that none is affected");
    }

    @Override
    public void accept(Scope scope, TaskContext task) {
        long incidentId = task.number("incidentId");
        task.set(LookUpAffectedProducts.SCOPE, scope.noneAffected() ? "NONE" : "NAMED");
        if (scope.noneAffected()) {
            timeline.append(incidentId, "scope", task.actor(), "No product is affected: " + scope.reason());
        } else {
            incidents.addAffectedProducts(incidentId, scope.products(), "responder");
            timeline.append(
                    incidentId, "scope", task.actor(), "Affected products: " + String.join(", ", scope.products()));
        }
    }
}

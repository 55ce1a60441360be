package io.github.integratedresponse.incident;

import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the one product that a branch of the remediation is about. */
@Component
@Order(20)
class RemediatedProduct implements TaskSubject {

    private final Products products;

    RemediatedProduct(Products products) {
        this.products = products;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return scalars.get("productId") instanceof String id
                ? products.byIds(List.of(id)).stream().findFirst().map(RemediatedProduct::subject)
                : Optional.empty();
    }

    private static Subject subject(Product product) {
        return new Subject("Product", product.id(), product.name())
                .with("Owner", product.owner())
                .with("Division", product.division())
                .with("Tier", String.valueOf(product.tier()))
                .with("Exposure", product.exposure())
                .with("Data", product.dataClass());
    }
}

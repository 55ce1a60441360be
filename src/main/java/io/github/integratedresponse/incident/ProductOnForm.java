package io.github.integratedresponse.incident;

import static io.github.integratedresponse.incident.IncidentHeader.plain;

import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.TaskContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The product that a task of remediation is about, and what its form shows of it. */
@Component
class ProductOnForm {

    private final Remediations remediations;
    private final Products products;

    ProductOnForm(Remediations remediations, Products products) {
        this.remediations = remediations;
        this.products = products;
    }

    Remediation remediation(TaskContext task) {
        return remediations.of(task.processInstanceId(), task.text("productId"));
    }

    Map<String, Object> shown(Remediation remediation) {
        Product product = products.byId(remediation.productId()).orElseThrow();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("productId", plain(product.id()));
        shown.put("productName", plain(product.name()));
        shown.put("productTier", product.tier());
        shown.put("productExposure", words(product.exposure()));
        shown.put("productData", words(product.dataClass()));
        shown.put("productOwner", plain(product.owner()));
        shown.put("remediationState", words(remediation.state()));
        shown.put("approach", text(remediation.approach()));
        shown.put("criterion", text(remediation.criterion()));
        shown.put("eradication", text(remediation.eradication()));
        shown.put("eradicatedBy", text(remediation.eradicatedBy()));
        shown.put("recovery", text(remediation.recovery()));
        shown.put("recoveredBy", text(remediation.recoveredBy()));
        return shown;
    }

    /** The steps of one phase, to tick off. */
    List<Map<String, String>> options(Remediation remediation, Remediation.Phase phase) {
        return Remediation.of(phase, remediations.steps(remediation.id())).stream()
                .map(step -> Map.of("value", String.valueOf(step.position()), "label", step.step()))
                .toList();
    }

    /** Those already ticked off, such as before verification sent the product back. */
    List<String> done(Remediation remediation, Remediation.Phase phase) {
        return Remediation.of(phase, remediations.steps(remediation.id())).stream()
                .filter(step -> step.doneBy() != null)
                .map(step -> String.valueOf(step.position()))
                .toList();
    }

    /** Every step with who did it, for the one who verifies. */
    List<Map<String, String>> steps(Remediation remediation) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Remediation.Step step : remediations.steps(remediation.id())) {
            String done = step.doneBy() != null
                    ? step.doneBy()
                    : "left out: " + Objects.requireNonNullElse(step.leftOut(), "no reason");
            rows.add(Map.of("phase", words(step.phase()), "step", step.step(), "doneBy", done));
        }
        return rows;
    }

    private static String text(@Nullable String text) {
        return plain(Objects.requireNonNullElse(text, ""));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

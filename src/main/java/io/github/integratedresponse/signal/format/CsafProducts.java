package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The products of an advisory of CSAF, wherever its tree names them. */
final class CsafProducts {

    private static final List<String> AFFECTED = List.of("known_affected", "first_affected", "last_affected");

    private final Map<String, Product> products = new HashMap<>();

    /** @param helpers what tells it from others: its purl and its CPE, and those of what it is made of */
    record Product(String id, @Nullable String name, List<Glimpse> helpers) {

        void into(Draft draft) {
            draft.resource(name == null ? id : name).product(name).product(id);
            for (Glimpse helper : helpers) {
                draft.product(helper.text("cpe")).observable("CPE", helper.text("cpe"));
                Stream.concat(helper.each("purl"), helper.each("purls"))
                        .map(purl -> purl.text())
                        .forEach(purl -> draft.product(purl).observable(Observable.PACKAGE, purl));
            }
        }
    }

    static CsafProducts of(JsonNode advisory) {
        CsafProducts products = new CsafProducts();
        Glimpse tree = new Glimpse(advisory).at("product_tree");
        tree.each("full_product_names").forEach(name -> products.add(name, List.of()));
        tree.each("branches").forEach(products::branch);
        // last, because they are made of the others
        tree.each("relationships").forEach(relationship -> {
            List<Glimpse> helpers = new ArrayList<>();
            for (String end : List.of("product_reference", "relates_to_product_reference")) {
                Product product = products.products.get(relationship.text(end));
                helpers.addAll(product == null ? List.of() : product.helpers());
            }
            products.add(relationship.at("full_product_name"), helpers);
        });
        return products;
    }

    private void branch(Glimpse branch) {
        add(branch.at("product"), List.of());
        branch.each("branches").forEach(this::branch);
    }

    private void add(Glimpse product, List<Glimpse> made) {
        String id = product.text("product_id");
        if (id != null) {
            List<Glimpse> helpers = new ArrayList<>(made);
            product.each("product_identification_helper").forEach(helpers::add);
            products.putIfAbsent(id, new Product(id, product.text("name"), helpers));
        }
    }

    /** The products that a vulnerability is known to affect, each once and as many as a finding can have. */
    List<Product> affected(List<Glimpse> vulnerabilities) {
        return vulnerabilities.stream()
                .map(vulnerability -> vulnerability.at("product_status"))
                .flatMap(status -> AFFECTED.stream().flatMap(status::each))
                .map(id -> id.text())
                .filter(Objects::nonNull)
                .distinct()
                .limit(Draft.MOST_RESOURCES)
                .map(id -> products.getOrDefault(id, new Product(id, null, List.of())))
                .toList();
    }
}

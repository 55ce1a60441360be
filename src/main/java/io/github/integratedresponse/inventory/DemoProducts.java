package io.github.integratedresponse.inventory;

import io.github.integratedresponse.database.Database;
import io.github.integratedresponse.process.ImportBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Gives a newcomer products to try things with: on the platform's own database, as long as no product was ever imported. Turned off by
 * {@code integrated-response.demo.products=false}.
 */
@Component
@ConditionalOnProperty(name = "integrated-response.demo.products", matchIfMissing = true)
class DemoProducts implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(DemoProducts.class);

    private final Database database;
    private final Products products;
    private final ProductImport imports;

    DemoProducts(Database database, Products products, ProductImport imports) {
        this.database = database;
        this.products = products;
        this.imports = imports;
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        if (database.embedded() && products.count() == 0) {
            var counts = imports.store(ImportBody.ofCsv(
                    new ClassPathResource("examples/products.csv").getContentAsString(StandardCharsets.UTF_8)));
            LOG.info(
                    "The product registry was empty: {} example products are there to try things with",
                    counts.created());
        }
    }
}

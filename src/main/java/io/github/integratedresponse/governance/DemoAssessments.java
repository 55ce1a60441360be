package io.github.integratedresponse.governance;

import io.github.integratedresponse.database.Database;
import io.github.integratedresponse.process.ImportBody;
import io.github.integratedresponse.process.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Assesses the example products that a newcomer is given: on the platform's own database, as long as nothing was ever assessed. Goes
 * the way of the products: {@code integrated-response.demo.products=false} turns both off.
 */
@Component
@ConditionalOnProperty(name = "integrated-response.demo.products", matchIfMissing = true)
class DemoAssessments implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(DemoAssessments.class);

    private final Database database;
    private final Assessments assessments;
    private final AssessmentImport imports;

    DemoAssessments(Database database, Assessments assessments, AssessmentImport imports) {
        this.database = database;
        this.assessments = assessments;
        this.imports = imports;
    }

    /** Once every bean is there, so that products and controls are. */
    @Override
    public void afterSingletonsInstantiated() {
        if (!database.embedded() || assessments.count() > 0) {
            return;
        }
        try {
            var counts = imports.store(ImportBody.ofCsv(
                    new ClassPathResource("examples/assessments.csv").getContentAsString(StandardCharsets.UTF_8)));
            LOG.info("Nothing was assessed: {} example assessments are there to try things with", counts.created());
        } catch (InvalidInput e) {
            LOG.info("The example assessments were left out, because the example products are not there");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

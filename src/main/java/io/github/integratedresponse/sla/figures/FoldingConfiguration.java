package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.process.StandingJob;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the engine bring the figures up to date from time to time. */
@Configuration(proxyBeanMethods = false)
class FoldingConfiguration {

    static final String TYPE = "sla-figures";

    /** The engine needs the job before the database is migrated, and {@link Folding} only when the job comes. */
    @Bean
    StandingJob slaFigures(ObjectProvider<Folding> folding) {
        return new StandingJob(
                TYPE,
                Duration.ofSeconds(10),
                "The figures of the clocks could not be brought up to date",
                () -> folding.getObject().fold());
    }
}

package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.StandingJob;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the engine keep the life tables up to date, and every night compare what was forecast with what happened. */
@Configuration(proxyBeanMethods = false)
class ForecastConfiguration {

    static final String TYPE = "sla-forecast";

    /** The engine needs the job before the database is migrated, and what it does only when the job comes. */
    @Bean
    StandingJob slaForecast(ObjectProvider<LifeFold> fold, ObjectProvider<Calibrating> calibrating) {
        return new StandingJob(
                TYPE, Duration.ofSeconds(10), "The life tables of forecasts could not be kept up to date", () -> {
                    fold.getObject().fold();
                    calibrating.getObject().computeNightly();
                });
    }
}

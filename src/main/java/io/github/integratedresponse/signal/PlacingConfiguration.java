package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.QueuedWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the engine of the work that intake leaves to it. */
@Configuration(proxyBeanMethods = false)
class PlacingConfiguration {

    @Bean
    static QueuedWork placingOfSignals(ObjectProvider<Placing> placing) {
        return new QueuedWork(
                Placing.TYPE, (subject, again) -> placing.getObject().run(subject, again));
    }
}

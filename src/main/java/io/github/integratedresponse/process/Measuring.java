package io.github.integratedresponse.process;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Offers everything that is measured to whoever scrapes. */
@Component
class Measuring implements SmartInitializingSingleton {

    private final ObjectProvider<PrometheusRegistry> registry;
    private final List<Measured> measured;
    private final Clock clock;

    Measuring(ObjectProvider<PrometheusRegistry> registry, List<Measured> measured, Clock clock) {
        this.registry = registry;
        this.measured = List.copyOf(measured);
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        registry.ifAvailable(known -> measured.forEach(one -> known.register(new Scraped(one, clock))));
    }
}

package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.QueuedWork;
import io.github.integratedresponse.process.StandingJob;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the engine of the work that is left to it. */
@Configuration(proxyBeanMethods = false)
class SignalJobs {

    private static final Duration SIX_HOURS = Duration.ofHours(6);

    @Bean
    static QueuedWork placingOfSignals(ObjectProvider<Placing> placing) {
        return new QueuedWork(
                Placing.TYPE, (subject, again) -> placing.getObject().run(subject, again));
    }

    @Bean
    static QueuedWork wakingOfSignals(ObjectProvider<Waking> waking) {
        return new QueuedWork(
                Waking.TYPE, (subject, again) -> waking.getObject().wake(subject));
    }

    @Bean
    static StandingJob keepingOfSignals(ObjectProvider<SignalRetention> retention) {
        return new StandingJob(
                "keep-signals",
                SIX_HOURS,
                "There is no room for the signals of the month to come, or old ones could not be let go",
                () -> retention.getObject().keepUp());
    }
}

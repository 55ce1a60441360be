package io.github.integratedresponse.access;

import io.github.integratedresponse.database.OnEmbeddedDatabase;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** Jersey would put it behind the checks of passwords, which ask where a request comes from. */
    @Bean
    OrderedRequestContextFilter requestContextFilter() {
        return new OrderedRequestContextFilter();
    }

    @Bean
    @Conditional(OnEmbeddedDatabase.class)
    @ConditionalOnProperty(name = "integrated-response.demo.accounts", havingValue = "true", matchIfMissing = true)
    @ConditionalOnProperty(
            name = "integrated-response.single-sign-on.only",
            havingValue = "false",
            matchIfMissing = true)
    DemoAccounts demoAccounts(People people) {
        return new DemoAccounts(people);
    }
}

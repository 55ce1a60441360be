package io.github.integratedresponse.access;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives tests the demo accounts, which a platform on a named server does not have. */
@TestConfiguration(proxyBeanMethods = false)
public class DemoAccountsInTests {

    @Bean
    DemoAccounts demoAccounts(People people) {
        return new DemoAccounts(people);
    }
}

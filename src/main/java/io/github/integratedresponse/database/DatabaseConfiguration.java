package io.github.integratedresponse.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    Database database(Environment environment) {
        return new Database(OnEmbeddedDatabase.embedded(environment));
    }
}

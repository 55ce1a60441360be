package io.github.integratedresponse.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageConfiguration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Replaces the database by a throw-away PostgreSQL and the clock by one that tests move. */
@TestConfiguration(proxyBeanMethods = false)
@Import(ProcessEngineCoverageConfiguration.class)
public class TestPlatform {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres throwAwayPostgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                // the context closes it, after everything that talks to it
                .setRegisterShutdownHook(false)
                .start();
    }

    @Bean
    JdbcConnectionDetails throwAwayConnection(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }

            @Override
            public String getJdbcUrl() {
                return postgres.getJdbcUrl("postgres", "postgres");
            }
        };
    }

    /** Or the pool waits for connections that are gone, and each run of the tests ends half a minute late. */
    @Bean
    static BeanFactoryPostProcessor dataSourceClosesBeforeTheDatabase() {
        return beans -> beans.getBeanDefinition("dataSource").setDependsOn("throwAwayPostgres");
    }

    @Bean
    MovableClock movableClock() {
        return new MovableClock();
    }
}

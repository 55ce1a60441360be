package io.github.integratedresponse.database;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Runs a PostgreSQL of the platform's own when no {@code spring.datasource.url} is set. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnEmbeddedDatabase.class)
class EmbeddedDatabase {

    @Bean(destroyMethod = "close")
    EmbeddedPostgresServer embeddedPostgresServer(DatabaseProperties properties) {
        return EmbeddedPostgresServer.start(properties.dataDir());
    }

    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgresServer server) {
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
                return server.jdbcUrl();
            }
        };
    }

    /** PostgreSQL must outlive whoever talks to it, or the shutdown fills the log with broken connections. */
    @Bean
    static BeanFactoryPostProcessor dataSourceClosesBeforeTheServer() {
        return beans -> {
            for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                    beans, javax.sql.DataSource.class, true, false)) {
                beans.getBeanDefinition(name).setDependsOn("embeddedPostgresServer");
            }
        };
    }
}

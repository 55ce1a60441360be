package io.github.integratedresponse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** SQL from a file of the tests, statement by statement, each ended by a semicolon on a line of its own. */
public final class Script {

    private Script() {}

    /** Runs on one connection, so that a statement finds the temporary tables of those before it. */
    public static void run(DataSource source, String file, Map<String, ?> parameters) throws SQLException {
        try (Connection connection = source.getConnection()) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (String statement : text(file).split("(?m)^;$")) {
                if (!statement.isBlank()) {
                    run(jdbc, statement, parameters);
                }
            }
        }
    }

    private static void run(JdbcClient jdbc, String statement, Map<String, ?> parameters) {
        JdbcClient.StatementSpec prepared = jdbc.sql(statement);
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            if (statement.contains(":" + parameter.getKey())) {
                prepared = prepared.param(parameter.getKey(), parameter.getValue());
            }
        }
        if (statement.strip().toLowerCase(Locale.ROOT).matches("(?s)(--[^\\n]*\\n)*\\s*select.*")) {
            prepared.query().listOfRows();
        } else {
            prepared.update();
        }
    }

    private static String text(String file) {
        try {
            return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

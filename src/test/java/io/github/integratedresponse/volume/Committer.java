package io.github.integratedresponse.volume;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What the database alone can do: a client that writes one row with the text of a finding, and commits it, by a pool like ours. */
final class Committer implements Load.Client {

    private static final AtomicLong IDS = new AtomicLong();

    private final HikariDataSource pool;
    private final Supplier<String> findings;

    Committer(HikariDataSource pool, Supplier<String> findings) {
        this.pool = pool;
        this.findings = findings;
    }

    /** A pool as the platform has it, and the table. */
    static HikariDataSource pool(String url) throws SQLException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(20);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists committed (id text primary key, body text not null)");
        }
        return pool;
    }

    @Override
    public int once() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into committed values (?, ?)")) {
            insert.setString(1, "row-" + IDS.incrementAndGet());
            insert.setString(2, findings.get());
            insert.executeUpdate();
            return 1;
        }
    }
}

package io.github.integratedresponse.volume;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a part works: a folder of its own, and what it started, which is ended with it however it ends. */
final class Workbench implements AutoCloseable {

    private final Path folder;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    Workbench(Path folder) {
        this.folder = folder;
    }

    /** @return a new folder */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    synchronized <T extends AutoCloseable> T keep(T something) {
        started.push(something);
        return something;
    }

    /** What the benchmark asks itself goes by a pool: a connection for each question would cost the database more than the question. */
    JdbcClient questions(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(8);
        return JdbcClient.create(keep(pool));
    }

    /** Ends it now. */
    synchronized void end(AutoCloseable something) throws Exception {
        started.remove(something);
        something.close();
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.out.println("Could not be ended: " + e);
            }
        }
    }
}

package io.github.integratedresponse.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL on a folder of the platform's own, on loopback, with every durability setting on. */
final class EmbeddedPostgresServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);

    private final FolderLock lock;
    private final EmbeddedPostgres postgres;

    private EmbeddedPostgresServer(FolderLock lock, EmbeddedPostgres postgres) {
        this.lock = lock;
        this.postgres = postgres;
    }

    /** @throws DatabaseUnusable when another platform lives on the folder, or it can't be used */
    static EmbeddedPostgresServer start(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().normalize();
        @Nullable FolderLock lock = null;
        try {
            Files.createDirectories(folder);
            lock = FolderLock.take(folder);
            return new EmbeddedPostgresServer(
                    lock, start(folder.resolve("postgresql"), folder.resolve("postgresql.made")));
        } catch (DatabaseUnusable e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            release(lock);
            throw new DatabaseUnusable(
                    "PostgreSQL could not be started on the folder " + folder + ": " + e,
                    "See that the folder belongs to the user who starts the platform and that its disk has room. To see what"
                            + " PostgreSQL says, start with --logging.level.io.zonky.test=info",
                    e);
        }
    }

    /** @param made a file that says the cluster was made to the end */
    private static EmbeddedPostgres start(Path cluster, Path made) throws IOException {
        if (Files.exists(cluster) && !Files.exists(made)) {
            // ended while it was being made; nothing of ours can be in it, but it isn't for us to delete
            Path aside = cluster.resolveSibling(
                    "postgresql.unfinished-" + Instant.now().toEpochMilli());
            log.info("Putting aside a database that was never finished, as {}", aside);
            Postmaster.on(cluster).ifPresent(Postmaster::end);
            Files.move(cluster, aside);
        }
        Files.createDirectories(cluster);
        // the platform that started it was killed; its lock is gone, so nobody else uses it
        Optional<Postmaster> orphan = Postmaster.on(cluster);
        if (orphan.isPresent()) {
            log.info("Ending the PostgreSQL that an earlier run left on {}", cluster);
            orphan.get().end();
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                // the library turns these off, which is right for tests and wrong for data that must survive
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        if (!Files.exists(made)) {
            Files.createFile(made);
        }
        return postgres;
    }

    String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            log.warn("PostgreSQL did not stop cleanly; it recovers at the next start", e);
        } finally {
            release(lock);
        }
    }

    private static void release(@Nullable FolderLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            log.debug("The folder's lock could not be closed", e);
        }
    }
}

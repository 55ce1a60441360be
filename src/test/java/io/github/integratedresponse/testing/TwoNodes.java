package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Two nodes of the platform on one PostgreSQL, each a process of its own with its job executor at work. They are started once for all
 * tests that take them as a parameter, and both are up when such a test begins.
 */
public final class TwoNodes implements ExtensionContext.Store.CloseableResource {

    /** Little may wait, so that sixteen clients are an overload. */
    private static final List<String> SETTINGS = List.of("--integrated-response.intake.queue.waiting=2000");

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final JdbcClient jdbc;
    private final List<OwnPlatform> nodes;

    private TwoNodes() throws IOException {
        folder = Files.createTempDirectory("two-nodes");
        postgres = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
        jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        String url = postgres.getJdbcUrl("postgres", "postgres");
        nodes = List.of(
                OwnPlatform.onServer(folder, "node-0", url, SETTINGS),
                OwnPlatform.onServer(folder, "node-1", url, SETTINGS));
    }

    /** Hands them to tests. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == TwoNodes.class;
        }

        @Override
        public TwoNodes resolveParameter(ParameterContext parameter, ExtensionContext test) {
            TwoNodes nodes = test.getRoot()
                    .getStore(ExtensionContext.Namespace.create(TwoNodes.class))
                    .getOrComputeIfAbsent(TwoNodes.class, key -> made(), TwoNodes.class);
            try {
                nodes.awaitBoth();
                return nodes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        private static TwoNodes made() {
            try {
                return new TwoNodes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void awaitBoth() throws IOException, InterruptedException {
        for (OwnPlatform node : nodes) {
            if (!node.isAlive()) {
                node.launch();
                awaitDiagrams();
            }
        }
        for (OwnPlatform node : nodes) {
            node.awaitHealthy();
        }
    }

    /** On an empty database the first node makes the tables, as operators are told; the others start when they are there. */
    private void awaitDiagrams() throws InterruptedException {
        long patience = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!deployed() && nodes.get(0).isAlive() && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean deployed() {
        return jdbc.sql("select to_regclass('act_re_procdef') is not null")
                        .query(Boolean.class)
                        .single()
                && jdbc.sql("select count(*) from act_re_procdef")
                                .query(Long.class)
                                .single()
                        > 0;
    }

    public OwnPlatform node(int n) {
        return nodes.get(n);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** A connection to their database beside theirs. */
    public Connection connection() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** A token for one program that reports findings. */
    public String token() throws IOException, InterruptedException {
        return "Bearer "
                + nodes.get(0)
                        .post(
                                201,
                                "/api/v1/tokens",
                                """
                                {"name": "reporter-%s", "owner": "ada", "scopes": ["signals:write"], "endsAt": "%s"}"""
                                        .formatted(
                                                UUID.randomUUID().toString().substring(0, 18),
                                                Instant.now().plus(Duration.ofDays(1))))
                        .get("token")
                        .asText();
    }

    /** Ways to both nodes, the first of which is this one. */
    public List<Reporter.Door> doors(int first, String authorization) {
        List<Reporter.Door> doors = new ArrayList<>();
        nodes.forEach(node -> doors.add(new Reporter.Door(node.base(), authorization)));
        Collections.rotate(doors, -first);
        return doors;
    }

    /** What many clients do at once, half of them at home on the one node, half on the other. */
    public interface Client {
        Reporter.Tally run(Reporter reporter) throws Exception;
    }

    /** Programs with a token each that report at once. */
    public final class Clients implements AutoCloseable {

        private final ExecutorService threads;
        private final List<Reporter> reporters = new ArrayList<>();
        private final List<Future<Reporter.Tally>> running = new ArrayList<>();

        private Clients(int clients, boolean drops, Client client) throws IOException, InterruptedException {
            threads = Executors.newFixedThreadPool(clients);
            for (int i = 0; i < clients; i++) {
                reporters.add(new Reporter(doors(i % nodes.size(), token()), i, drops));
            }
            for (Reporter reporter : reporters) {
                Callable<Reporter.Tally> work = () -> client.run(reporter);
                running.add(threads.submit(work));
            }
        }

        /** How many requests were answered 429 until now. */
        public int overloads() {
            return reporters.stream().mapToInt(Reporter::overloads).sum();
        }

        /** Waits for all of them; fails with the first that failed. */
        public Reporter.Tally join() throws Exception {
            Reporter.Tally all = new Reporter.Tally(0, 0, 0, 0);
            for (Future<Reporter.Tally> one : running) {
                all = all.plus(one.get());
            }
            return all;
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    public Clients start(int clients, boolean drops, Client client) throws IOException, InterruptedException {
        return new Clients(clients, drops, client);
    }

    /** Which nodes ran steps of processes to their end since, by the engine's own log. */
    public List<String> ranJobsSince(Instant since) {
        return jdbc.sql("select distinct hostname_ from act_hi_job_log where job_state_ = 2 and timestamp_ >= ?"
                        + " and process_def_key_ is not null order by 1")
                .param(Timestamp.from(since))
                .query(String.class)
                .list();
    }

    @Override
    public void close() throws Exception {
        for (OwnPlatform node : nodes) {
            node.kill();
        }
        postgres.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** No request was an error of either node's own, and no step failed for good; one that failed once is tried again. */
    public void assertNoErrors() throws IOException {
        for (OwnPlatform node : nodes) {
            assertThat(node.logged()
                            .lines()
                            .filter(line -> line.contains(" ERROR ") && !line.contains(" org.camunda.bpm.engine.")))
                    .as("errors of %s", node.base())
                    .isEmpty();
        }
        assertThat(jdbc.sql("select count(*) from act_ru_job where retries_ = 0")
                        .query(Long.class)
                        .single())
                .as("jobs that failed for good")
                .isZero();
    }
}

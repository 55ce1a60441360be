package io.github.integratedresponse.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.IntegratedResponse;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The platform as it is shipped, in a process of its own, on its own PostgreSQL with every commit written through; and what a benchmark
 * asks of that PostgreSQL behind its back.
 */
final class PlatformUnderTest implements AutoCloseable {

    /** What is on the class path of tests and not shipped. */
    static final String FOR_TESTS = ".*(/target/test-classes|/(spring-boot-starter-oauth2-authorization-server"
            + "|spring-security-oauth2-authorization-server|spring-security-test|spring-boot-test|spring-test|spring-modulith-test"
            + "|wiremock|playwright|greenmail|junit|jqwik|mockito|assertj|archunit|camunda-bpm-assert|camunda-bpm-junit5)[^/]*\\.jar)$";

    private static final int TOKENS = 16;

    private final JavaProgram program;
    private final long postmaster;
    private final int databasePort;
    private final JdbcClient jdbc;
    private final List<String> tokens = new ArrayList<>();
    private int clients;

    private PlatformUnderTest(Workbench bench, JavaProgram program, Path data) throws IOException {
        this.program = program;
        List<String> pid = Files.readAllLines(data.resolve("postgresql").resolve("postmaster.pid"));
        this.postmaster = Long.parseLong(pid.get(0).strip());
        this.databasePort = Integer.parseInt(pid.get(3).strip());
        this.jdbc = bench.questions(url("postgres"));
    }

    /** @param options of the virtual machine; none for those that it chooses by itself */
    static PlatformUnderTest start(Workbench bench, Path folder, List<String> options) throws Exception {
        Path data = folder.resolve("data");
        if (!Files.exists(data.resolve("postgresql.made"))) {
            prepare(data);
        }
        JavaProgram program = bench.keep(JavaProgram.start(
                folder.resolve("platform.log"),
                options,
                entry -> !entry.matches(FOR_TESTS),
                IntegratedResponse.class,
                "/actuator/health",
                List.of("--integrated-response.data-dir=" + data)));
        return new PlatformUnderTest(bench, program, data);
    }

    /** Makes the database, so that it can count statements when it is told to; it is not told yet. */
    private static void prepare(Path data) throws IOException {
        Path cluster = Files.createDirectories(data.resolve("postgresql"));
        EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .start()
                .close();
        Files.writeString(
                cluster.resolve("postgresql.auto.conf"),
                "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track = 'none'\n",
                StandardOpenOption.APPEND);
        Files.createFile(data.resolve("postgresql.made"));
    }

    private String makeToken() throws IOException {
        String password =
                Base64.getEncoder().encodeToString("administrator:administrator".getBytes(StandardCharsets.UTF_8));
        ObjectMapper json = new ObjectMapper();
        try (KeptConnection connection =
                new KeptConnection(program.port(), "Authorization: Basic " + password + "\r\n")) {
            KeptConnection.Answer answer = connection.post(
                    "/api/v1/tokens",
                    "application/json",
                    json.writeValueAsString(Map.of(
                            "name",
                            "volume-" + System.nanoTime(),
                            "owner",
                            "security-operations-manager",
                            "scopes",
                            List.of("signals:write", "signals:read", "incidents:read", "sla:read"),
                            "endsAt",
                            Instant.now().plus(Duration.ofDays(2)).toString())));
            if (answer.status() != 201) {
                throw new IOException("No token: " + answer);
            }
            return json.readTree(answer.body()).get("token").asText();
        }
    }

    JavaProgram program() {
        return program;
    }

    /** A client that signs in with a token, one of a few, as the clients of an organisation do: what one may send is limited. */
    KeptConnection client() throws IOException {
        return new KeptConnection(program.port(), authorization());
    }

    /** A header with the token of one client or another. */
    synchronized String authorization() {
        int next = clients++ % TOKENS;
        if (next == tokens.size()) {
            try {
                tokens.add(makeToken());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "Authorization: Bearer " + tokens.get(next) + "\r\n";
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** Of a database on the platform's own server. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/" + database;
    }

    /** Makes another database on the same server. */
    String database(String name) throws SQLException {
        execute("create database " + name);
        return url(name);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection =
                        new DriverManagerDataSource(url("postgres"), "postgres", "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** Seconds of processor time of the platform alone. */
    double cpu() throws IOException {
        return Proc.cpu(program.pid());
    }

    /** Seconds of processor time of PostgreSQL, whoever asked it. */
    double databaseCpu() throws IOException {
        return Proc.cpuOfFamily(postmaster);
    }

    /** Signals that were accepted and not yet placed. */
    long waiting() {
        return count("select count(*) from response.signal_register where disposition = 'WAITING'");
    }

    /** @return whether everything was placed within the time */
    boolean placed(Duration patience) throws InterruptedException {
        return within(patience, () -> waiting() == 0);
    }

    /** Waits until nothing is due: what was begun is not measured with what comes next. */
    boolean atRest(Duration patience) throws InterruptedException {
        return within(
                patience,
                () -> count("select count(*) from act_ru_job where retries_ > 0 and type_ = 'message'") == 0
                        && waiting() == 0);
    }

    interface Condition {
        boolean holds();
    }

    static boolean within(Duration patience, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    @Override
    public void close() throws Exception {
        program.close();
    }
}

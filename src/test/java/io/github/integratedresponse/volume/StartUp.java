package io.github.integratedresponse.volume;

import io.github.integratedresponse.IntegratedResponse;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Part 6: how long a start takes until the first request is answered, and the memory that it holds then, on a named PostgreSQL whose schema
 * is there; against a Camunda with its web applications and REST API and nothing else.
 */
final class StartUp implements Part {

    private static final int STARTS = Sizes.of("starts", 5, 2);

    @Override
    public String title() {
        return "6. Start-up";
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(7);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        Path folder = bench.folder("start");
        EmbeddedPostgres postgres = bench.keep(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start());
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database ours");
            statement.execute("create database bare");
            // the platform refuses a password that everybody knows
            statement.execute("create role platform superuser login password 'volume-4711-volume'");
        }
        List<Double> seconds = new ArrayList<>();
        List<Double> bareSeconds = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Double> bareMemory = new ArrayList<>();
        for (int start = -1; start < STARTS; start++) {
            JavaProgram ours = platform(bench, folder, postgres.getJdbcUrl("platform", "ours"));
            note(start, ours, seconds, memory);
            bench.end(ours);
            JavaProgram bare = EmptyLoop.start(bench, postgres.getJdbcUrl("postgres", "bare"), folder, false)
                    .program();
            note(start, bare, bareSeconds, bareMemory);
            bench.end(bare);
        }
        report.compare("seconds to the first answer", new Spread(seconds), new Spread(bareSeconds), null);
        report.compare("resident memory then, MB", new Spread(memory), new Spread(bareMemory), null);
    }

    /** The first one makes the schema, and doesn't count. */
    private static void note(int start, JavaProgram program, List<Double> seconds, List<Double> memory)
            throws Exception {
        if (start >= 0) {
            seconds.add(program.secondsToStart());
            memory.add(Proc.megabytes(program.pid(), "VmRSS"));
        }
    }

    private static JavaProgram platform(Workbench bench, Path folder, String url) throws Exception {
        return bench.keep(JavaProgram.start(
                folder.resolve("platform.log"),
                List.of(),
                entry -> !entry.matches(PlatformUnderTest.FOR_TESTS),
                IntegratedResponse.class,
                "/actuator/health",
                List.of(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=platform",
                        "--spring.datasource.password=volume-4711-volume",
                        "--integrated-response.administrator.id=ada",
                        "--integrated-response.administrator.password=volume-4711-volume",
                        "--integrated-response.administrator.email=ada@example.com")));
    }
}

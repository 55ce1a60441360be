package io.github.integratedresponse.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A {@link BareCamunda} in a process of its own, on the platform's server and with its pool and settings of the engine. */
final class EmptyLoop {

    /** What a Camunda alone doesn't have; our own classes, and what they bring. */
    private static final String NOT_ITS_OWN =
            ".*(/target/classes|/(spring-security|spring-boot-starter-(security|actuator|oauth2|mail)"
                    + "|spring-boot-actuator|flyway|springdoc|swagger|spring-modulith|spring-data|spring-boot-starter-data|micrometer-registry"
                    + "|github-api|jollyday|wiremock|playwright|greenmail|junit|jqwik|mockito|assertj|spring-boot-test|spring-test"
                    + "|camunda-bpm-assert|camunda-bpm-junit5|nimbus|oauth2|prometheus)[^/]*\\.jar)$";

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final JavaProgram program;
    private final JdbcClient jdbc;

    private EmptyLoop(JavaProgram program, JdbcClient jdbc) {
        this.program = program;
        this.jdbc = jdbc;
    }

    /** @param diagrams whether it deploys those of the platform */
    static EmptyLoop start(Workbench bench, String url, Path folder, boolean diagrams) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--spring.datasource.hikari.maximum-pool-size=20",
                "--server.address=127.0.0.1",
                "--logging.level.root=warn",
                "--camunda.bpm.auto-deployment-enabled=false",
                "--camunda.bpm.history-level=full"));
        if (diagrams) {
            arguments.addAll(List.of(
                    "--diagrams=" + Path.of("").toAbsolutePath(),
                    "--camunda.bpm.job-execution.core-pool-size=8",
                    "--camunda.bpm.job-execution.max-pool-size=8",
                    "--camunda.bpm.job-execution.queue-capacity=8",
                    "--camunda.bpm.job-execution.max-jobs-per-acquisition=8",
                    "--camunda.bpm.job-execution.wait-time-in-millis=250",
                    "--camunda.bpm.job-execution.max-wait=500"));
        }
        JavaProgram program = bench.keep(JavaProgram.start(
                folder.resolve("bare.log"),
                List.of(),
                entry -> !entry.matches(NOT_ITS_OWN),
                BareCamunda.class,
                "/engine-rest/engine",
                arguments));
        return new EmptyLoop(program, bench.questions(url));
    }

    JavaProgram program() {
        return program;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    KeptConnection client() throws IOException {
        return new KeptConnection(program.port(), "");
    }

    /** Starts the lifecycle of an incident over the engine's REST. @return its business key */
    static String begin(KeptConnection connection) throws IOException {
        String number = "EMPTY-" + NUMBERS.incrementAndGet();
        String body = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "businessKey",
                        number,
                        "variables",
                        Map.of(
                                "incidentId", Map.of("value", 1, "type", "Long"),
                                "incidentNumber", Map.of("value", number, "type", "String"),
                                "severity", Map.of("value", "SEV3", "type", "String"))));
        KeptConnection.Answer answer = connection.post(
                "/engine-rest/process-definition/key/incident-lifecycle/start", "application/json", body);
        if (answer.status() != 200) {
            throw new IOException("Not started: " + answer);
        }
        return number;
    }

    /** A client that starts one after the other. */
    Load.Client starter() throws IOException {
        KeptConnection connection = client();
        return new Load.Client() {
            @Override
            public int once() throws IOException {
                begin(connection);
                return 1;
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}

package io.github.integratedresponse.volume;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A client of the platform that sends findings and does as it is told when it is turned away. */
final class Sender implements Load.Client {

    /** How findings are put into a request. */
    enum Form {
        SINGLE("application/json"),
        ARRAY("application/json"),
        LINES("application/x-ndjson");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        String body(List<String> findings) {
            return switch (this) {
                case SINGLE -> findings.get(0);
                case ARRAY -> Findings.array(findings);
                case LINES -> Findings.lines(findings);
            };
        }
    }

    private final KeptConnection connection;
    private final Form form;
    private final int number;
    private final Supplier<String> findings;
    private final AtomicLong turnedAway;

    /** @param turnedAway counts the requests that were answered with "too many" */
    Sender(KeptConnection connection, Form form, int number, Supplier<String> findings, AtomicLong turnedAway) {
        this.connection = connection;
        this.form = form;
        this.number = form == Form.SINGLE ? 1 : number;
        this.findings = findings;
        this.turnedAway = turnedAway;
    }

    @Override
    public int once() throws IOException, InterruptedException {
        String body = form.body(Findings.several(number, findings));
        while (true) {
            KeptConnection.Answer answer = connection.post("/api/v1/signals", form.type, body);
            if (answer.status() == 202) {
                if (answer.body().contains("\"rejected\"")) {
                    throw new IOException("Not all were taken: " + answer.body());
                }
                return number;
            }
            if (answer.status() != 429 && answer.status() != 503) {
                throw new IOException("Refused: " + answer);
            }
            turnedAway.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(Math.max(1, answer.retryAfter()) * 1000L);
        }
    }

    /** Whether the platform takes findings line by line. */
    static boolean takesLines(PlatformUnderTest platform) throws IOException {
        try (KeptConnection connection = platform.client()) {
            return connection
                            .post(
                                    "/api/v1/signals",
                                    Form.LINES.type,
                                    Findings.lines(Findings.several(2, new Findings()::related)))
                            .status()
                    == 202;
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

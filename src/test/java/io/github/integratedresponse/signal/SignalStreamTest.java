package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** How a stream goes on, and ends, whatever happens behind it and before it. */
class SignalStreamTest {

    private final ObjectMapper json = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();
    private final IntakeLimits limits = new IntakeLimits(
            new SendingProperties(DataSize.ofKilobytes(1), Duration.ofHours(1), 1_000_000, 1_000_000, 9, 9, 9, 9));
    private final IntakeCounts counts = new IntakeCounts(limits);
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<String> taken = new ArrayList<>();

    @Test
    void aFullQueueIsWaitedFor() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        run(lines(1_200), items -> {
            if (taken.size() == 500 && full.compareAndSet(false, true)) {
                throw new Busy(Duration.ofMillis(1));
            }
            return take(items);
        });

        assertThat(full).isTrue();
        assertThat(taken).hasSize(1_200);
        assertThat(last().at("/summary/items").asInt()).isEqualTo(1_200);
    }

    @Test
    void aQueueThatIsFullFromTheBeginningTurnsAway() {
        assertThatThrownBy(() -> run(lines(3), items -> {
                    throw new Busy(Duration.ofSeconds(2));
                }))
                .isInstanceOf(Busy.class);
        assertThat(response.isCommitted()).isFalse();
    }

    @Test
    void aFailureEndsTheStreamAndSaysFromWhereToGoOn() throws Exception {
        run(lines(1_200), items -> {
            if (taken.size() == 500) {
                throw new IllegalStateException("no database");
            }
            return take(items);
        });

        assertThat(last().get("status").asInt()).isEqualTo(503);
        assertThat(last().get("nextItem").asInt()).isEqualTo(500);
        assertThat(answers()).hasSize(501);
    }

    @Test
    void aFailureOfEverythingIsTheStatus() {
        assertEnd(
                () -> run(
                        lines(2),
                        items -> numbered(items.size(), Receipt.failed(new Problem("item", "could not be taken in")))),
                HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void aPlatformThatStopsSaysFromWhereToGoOn() throws Exception {
        run(lines(1_200), items -> {
            stopping.set(true);
            return take(items);
        });

        assertThat(last().get("status").asInt()).isEqualTo(503);
        assertThat(last().get("detail").asText()).isEqualTo("The platform stops; go on in a new one");
        assertThat(last().get("nextItem").asInt()).isEqualTo(taken.size());
        assertThat(answers()).hasSize(taken.size() + 1);
    }

    @Test
    void aBodyThatBreaksOffLosesOnlyWhatCameInPart() throws Exception {
        run(then(lines(3) + "{\"n\": 3", new IOException("reset")), this::take);

        assertThat(taken).hasSize(3);
        assertThat(last().get("status").asInt()).isEqualTo(400);
        assertThat(last().get("detail").asText()).isEqualTo("body: breaks off before its end");
        assertThat(last().get("nextItem").asInt()).isEqualTo(3);
    }

    @Test
    void aSilenceThatIsTooLongIsCalledThat() throws Exception {
        run(then(lines(3), new IOException(new SocketTimeoutException())), this::take);

        assertThat(last().get("status").asInt()).isEqualTo(408);
    }

    @Test
    void aSilenceFromTheBeginningIsTheStatus() {
        assertEnd(() -> run(then("", new SocketTimeoutException()), this::take), HttpStatus.REQUEST_TIMEOUT);
    }

    @Test
    void aStreamWithoutAFindingIsRefused() {
        assertEnd(() -> run("\n \n", this::take), HttpStatus.BAD_REQUEST);
        assertEnd(() -> run("x\ny\n", this::take), HttpStatus.BAD_REQUEST);
    }

    @Test
    void anItemThatHoldsSeveralFindingsIsAnsweredSeveralTimes() throws Exception {
        run(lines(2) + "no\n" + lines(1), items -> {
            List<Receipt> receipts =
                    new ArrayList<>(numbered(items.size(), Receipt.stored(new Stored(1, Stored.Fate.ACCEPTED, null))));
            receipts.add(
                    1,
                    Receipt.stored(new Stored(2, Stored.Fate.DUPLICATE, "INC-1"))
                            .of(0));
            return receipts;
        });

        assertThat(answers().stream()
                        .limit(5)
                        .map(line -> line.get("item").asInt() + " "
                                + line.get("disposition").asText()))
                .containsExactly("0 accepted", "0 duplicate", "1 accepted", "2 rejected", "3 accepted");
        assertThat(last().at("/summary/findings").asInt()).isEqualTo(5);
        assertThat(last().at("/summary/items").asInt()).isEqualTo(4);
    }

    private interface Run {
        void run() throws Exception;
    }

    private void assertEnd(Run run, HttpStatus status) {
        assertThatThrownBy(run::run).asInstanceOf(type(StreamEnd.class)).satisfies(end -> assertThat(end.status())
                .isEqualTo(status));
        assertThat(response.isCommitted()).isFalse();
    }

    private interface Take {
        List<Receipt> take(List<JsonBody.Item> items);
    }

    private List<Receipt> take(List<JsonBody.Item> items) {
        items.forEach(item -> taken.add(item.text()));
        return numbered(items.size(), Receipt.stored(new Stored(1, Stored.Fate.ACCEPTED, null)));
    }

    private static List<Receipt> numbered(int count, Receipt receipt) {
        return IntStream.range(0, count).mapToObj(receipt::of).toList();
    }

    private static String lines(int count) {
        return "{\"n\": 1}\n".repeat(count);
    }

    private void run(String body, Take intake) throws Exception {
        run(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), intake);
    }

    private void run(InputStream body, Take intake) throws Exception {
        SignalStream stream = new SignalStream(
                (items, from, urgency) -> intake.take(items),
                limits,
                counts,
                "somebody",
                new Answers(response, json, false),
                stopping::get,
                Duration.ofHours(1));
        try (ReadAhead in = new ReadAhead(body, raw -> raw, task -> new Thread(task).start())) {
            stream.run(in, LineSplitter.lines(1_000));
        }
    }

    private static InputStream then(String body, IOException failure) {
        return new SequenceInputStream(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw failure;
                    }
                });
    }

    private JsonNode last() throws IOException {
        List<JsonNode> answers = answers();
        return answers.get(answers.size() - 1);
    }

    private List<JsonNode> answers() throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : response.getContentAsString().split("\n")) {
            answers.add(json.readTree(line));
        }
        return answers;
    }
}

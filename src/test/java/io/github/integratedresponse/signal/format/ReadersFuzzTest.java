package io.github.integratedresponse.signal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Every reader on its examples, broken in any way, and on any JSON: it reads a finding or says what is wrong, soon, and what it read can
 * be stored. A failure prints the smallest item and the seed it was found with. Half of the items are the same every time.
 */
class ReadersFuzzTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final List<SignalReader> READERS = ExampleSignals.readers();
    private static final List<JsonNode> EXAMPLES = ExampleSignals.items();
    private static final List<JsonNode> JUNK = Breaking.everyJunk();

    /** Names that mean something to a reader, taken from the examples. */
    private static final List<String> NAMES = names();

    private static @Nullable ExecutorService reading;

    private final Readers readers = new Readers(READERS);

    @BeforeContainer
    static void startReading() {
        reading = Executors.newSingleThreadExecutor();
    }

    @AfterContainer
    static void stopReading() {
        Objects.requireNonNull(reading).shutdownNow();
    }

    @Example
    void everyReaderHasAnExampleThatItReads() {
        for (SignalReader reader : READERS) {
            assertThat(EXAMPLES.stream()
                            .flatMap(item -> readers.read(item(item.toString())).stream())
                            .filter(read -> read.arrival() != null
                                    && read.arrival().format().equals(reader.format())))
                    .as(reader.format())
                    .isNotEmpty();
        }
    }

    @Example
    void whatNobodyReadsIsToldAllThatIsTaken() {
        Problem problem = Objects.requireNonNull(Objects.requireNonNull(
                                readers.read(item("{\"hello\": 1}")).get(0).refusal())
                        .problems())
                .get(0);
        assertThat(problem.field()).isEqualTo("item");
        assertThat(READERS).allSatisfy(reader -> assertThat(problem.message()).contains(reader.taken()));
        assertThat(problem.message()).contains("CloudEvents 1.0");
    }

    @Example
    void anItemAsLargeAsABodyMayBeBecomesSmall() throws Exception {
        for (String many : List.of(
                "\"resources\": [0" + ", 0".repeat(400_000) + "]",
                "\"observables\": [{\"type_id\": 2, \"value\": \"x\"}"
                        + ", {\"type_id\": 2, \"value\": \"x\"}".repeat(50_000) + "]",
                "\"vulnerabilities\": [{}" + ", {\"cve\": {\"uid\": \"CVE-2026-1\"}}".repeat(50_000) + "]",
                "\"message\": \"" + "x y ".repeat(500_000) + "\"")) {
            readOrRefused("{\"class_uid\": 2004, \"metadata\": {\"product\": \"Tool\"}, \"finding_info\": {\"uid\": 1, "
                    + "\"title\": \"t\"}, " + many + "}");
        }
    }

    @Property(tries = 2000, seed = "170")
    void brokenExamplesAreReadOrRefused(@ForAll("broken") String text) throws Exception {
        readOrRefused(text);
    }

    @Property(tries = 1200)
    void examplesBrokenInNewWaysAreReadOrRefused(@ForAll("broken") String text) throws Exception {
        readOrRefused(text);
    }

    @Property(tries = 1000)
    void anyJsonIsReadOrRefused(@ForAll("anything") JsonNode item) throws Exception {
        readOrRefused(item.toString());
    }

    @Provide
    Arbitrary<String> broken() {
        Arbitrary<Breaking> breaking = Combinators.combine(
                        Arbitraries.of(Breaking.How.class),
                        Arbitraries.integers().between(0, 3_000),
                        Arbitraries.of(JUNK))
                .as(Breaking::new);
        return Combinators.combine(
                        Arbitraries.of(EXAMPLES), breaking.list().ofMinSize(1).ofMaxSize(6))
                .as(Breaking::text);
    }

    @Provide
    Arbitrary<JsonNode> anything() {
        return objects(anything(2));
    }

    private static Arbitrary<JsonNode> anything(int deeper) {
        Arbitrary<JsonNode> leaf = Arbitraries.of(JUNK);
        if (deeper == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> inner = anything(deeper - 1);
        Arbitrary<JsonNode> list = inner.list().ofMaxSize(3).map(entries -> {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            return array.addAll(entries);
        });
        return Arbitraries.oneOf(leaf, list, objects(inner));
    }

    private static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
        return Combinators.combine(
                        Arbitraries.of(NAMES).list().ofMaxSize(6), values.list().ofSize(6))
                .as(ReadersFuzzTest::object);
    }

    private static JsonNode object(List<String> names, List<JsonNode> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            object.set(names.get(i), values.get(i));
        }
        return object;
    }

    private void readOrRefused(String text) throws Exception {
        JsonBody.Item item;
        try {
            item = item(text);
        } catch (InvalidInput e) {
            // beyond what any body may be, so no reader sees it
            return;
        }
        Future<List<Readers.Read>> reads = Objects.requireNonNull(reading).submit(() -> readers.read(item));
        try {
            reads.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS).forEach(ReadersFuzzTest::isInOrder);
        } catch (TimeoutException e) {
            reads.cancel(true);
            throw new AssertionError("Not read within " + LONGEST + ": " + shown(text), e);
        } catch (ExecutionException e) {
            throw new AssertionError(shown(text), e.getCause());
        }
    }

    private static void isInOrder(Readers.Read read) {
        Arrival arrival = read.arrival();
        if (arrival == null) {
            assertThat(Objects.requireNonNull(read.refusal()).problems())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(Refusal.MOST_PROBLEMS)
                    .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
            return;
        }
        Finding finding = arrival.finding();
        areStorable(1, 500, Stream.of(finding.source(), finding.externalId(), finding.title(), finding.findingType()));
        areStorable(0, 500, Stream.ofNullable(finding.alias()));
        areStorable(0, 10_000, Stream.of(finding.description()));
        assertThat(finding.correlationKey().length()).isBetween(1, 500);
        assertThat(finding.severityId()).isBetween(0, 6);
        areStorable(Draft.MOST_TECHNIQUES, 20, finding.techniques());
        areStorable(Draft.MOST_RESOURCES, 500, finding.resources());
        areStorable(Draft.MOST_PRODUCT_NAMES, 500, finding.productNames());
        areStorable(Draft.MOST_ACTORS, 500, finding.actors());
        areStorable(Draft.MOST_MARKINGS, 500, finding.markings());
        areStorable(
                Draft.MOST_OBSERVABLES,
                1_000,
                finding.observables().stream().map(Observable::value).toList());
        areStorable(1, 200, finding.observables().stream().map(Observable::type));
    }

    private static void areStorable(int most, int longest, Collection<String> texts) {
        assertThat(texts.size()).isLessThanOrEqualTo(most);
        areStorable(1, longest, texts.stream());
    }

    private static void areStorable(int shortest, int longest, Stream<String> texts) {
        texts.forEach(text -> {
            assertThat(text.length()).as(() -> shown(text)).isBetween(shortest, longest);
            assertThat(JsonBody.storable(text)).isEqualTo(text);
        });
    }

    private static JsonBody.Item item(String text) {
        return JsonBody.read(text, 1).items().get(0);
    }

    private static String shown(String text) {
        return Texts.cut(text, 4_000);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (JsonNode item : EXAMPLES) {
            collect(item, names);
        }
        return names.stream().distinct().sorted().toList();
    }

    private static void collect(JsonNode node, List<String> names) {
        for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
            names.add(fields.next());
        }
        node.forEach(child -> collect(child, names));
    }
}

package io.github.integratedresponse.signal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Every example in the folder, and every reader there is, found without being named. */
final class ExampleSignals {

    static final Path FOLDER = Path.of("examples", "signals");

    private ExampleSignals() {}

    /** The items of all files, in the same order every time. */
    static List<JsonNode> items() {
        List<JsonNode> items = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith("json"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                items.addAll(items(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }

    static List<JsonNode> items(Path file) throws IOException {
        String text = Files.readString(file);
        Stream<String> bodies =
                file.toString().endsWith(".ndjson") ? text.lines().filter(line -> !line.isBlank()) : Stream.of(text);
        return bodies.flatMap(body -> JsonBody.read(body, 1_000).items().stream())
                .map(JsonBody.Item::value)
                .toList();
    }

    /** @param name of a file, without its ending */
    static String example(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name + ".json"));
    }

    /** The only item of a body. */
    static JsonNode item(String body) {
        return JsonBody.read(body, 1).items().get(0).value();
    }

    /** The item of an example, in which something is otherwise. */
    static JsonNode changed(String name, Consumer<ObjectNode> change) throws IOException {
        ObjectNode item = (ObjectNode) item(example(name));
        change.accept(item);
        return item;
    }

    /** What a reader makes of an item in its format in which nothing is wrong. */
    static Finding read(SignalReader reader, JsonNode item) {
        assertThat(reader.recognises(item)).isTrue();
        Problems problems = new Problems();
        try {
            Finding finding = reader.read(item, problems);
            assertThat(problems.list()).isEmpty();
            return Objects.requireNonNull(finding);
        } catch (SignalReader.NotTaken e) {
            throw new AssertionError(e);
        }
    }

    static List<SignalReader> readers() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(SignalReader.class));
        return scanner.findCandidateComponents(SignalReader.class.getPackageName()).stream()
                .map(found -> made(String.valueOf(found.getBeanClassName())))
                .toList();
    }

    private static SignalReader made(String name) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (SignalReader) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A reader needs nothing but an item: " + name, e);
        }
    }
}

package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/security.md} honest: no requirement is left out, and what it names is there. */
class SecurityPageTest {

    private static final Path PAGE = Path.of("docs", "security.md");
    private static final Path REQUIREMENTS = Path.of("src", "test", "resources", "doors", "asvs-5.0.0-ids.txt");
    private static final Pattern ROW =
            Pattern.compile("\\| ([0-9.]+) \\| ([12]) \\| ([^|]+) \\| (yes|no|n/a) \\| ([^|]+) \\|");
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

    /** Classes of libraries that the page names. */
    private static final Set<String> OTHERS = Set.of("SecureRandom", "JdbcClient", "Secure");

    @Test
    void everyRequirementStandsInTheTableOnceWithItsLevel() throws IOException {
        assertThat(rows().map(row -> row.group(1) + " " + row.group(2)).toList())
                .containsExactlyElementsOf(Files.readAllLines(REQUIREMENTS));
    }

    @Test
    void everyRowSaysWhy() throws IOException {
        assertThat(rows().filter(row -> row.group(5).isBlank()).map(row -> row.group(1)))
                .isEmpty();
    }

    @Test
    void theNumbersAboveTheTableAreThoseOfTheTable() throws IOException {
        List<String> met = rows().map(row -> row.group(4)).toList();
        assertThat(Files.readString(PAGE))
                .contains("Of %d requirements %d are met, %d are not, %d don't apply."
                        .formatted(met.size(), count(met, "yes"), count(met, "no"), count(met, "n/a")));
    }

    @Test
    void everyClassTestAndFileThatThePageNamesIsThere() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        assertThat(NAMED.matcher(Files.readString(PAGE))
                        .results()
                        .map(named -> named.group(1))
                        .filter(name -> missing(name, classes)))
                .isEmpty();
    }

    private static boolean missing(String name, Set<String> classes) {
        if (name.matches("[A-Z][a-z]+[A-Za-z]+")) {
            return !classes.contains(name) && !OTHERS.contains(name) && !here(name);
        }
        return name.matches("[A-Za-z.][A-Za-z0-9._/-]*\\.(java|md|csv|xml|yaml)") && !here(name);
    }

    /** From the root of the repository, beside the page, or in a folder that the test writes to. */
    private static boolean here(String name) {
        return name.startsWith("target/") || Files.exists(Path.of(name)) || Files.exists(PAGE.resolveSibling(name));
    }

    private static long count(List<String> met, String what) {
        return met.stream().filter(what::equals).count();
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results();
    }
}

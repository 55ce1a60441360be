package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What compose gives to Prometheus and Grafana fits together, and asks for what the platform really measures. */
@PlatformTest
class DashboardTest {

    /** What Prometheus itself adds to whatever it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static final Set<String> WORDS = Set.of(
            "by", "without", "on", "ignoring", "and", "or", "unless", "offset", "bool", "group_left", "group_right");

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.$])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()(?:\\s*\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyFileThatComposeMountsIsThere() throws IOException {
        List<String> mounted = new ArrayList<>();
        yaml("docker-compose.yml").path("services").forEach(service -> service.path("volumes")
                .forEach(volume -> mounted.add(volume.asText())));
        List<String> files = mounted.stream()
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> volume.split(":", 2)[0])
                .toList();
        assertThat(files)
                .contains("./deploy/alerts.yml", "./deploy/grafana/dashboards.yml", "./deploy/grafana/dashboards")
                .allSatisfy(file -> assertThat(Path.of(file)).exists());

        JsonNode rules = yaml("deploy/prometheus.yml").path("rule_files");
        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(mounted)
                .contains("./deploy/alerts.yml:" + rule.asText() + ":ro"));
        assertThat(yaml("deploy/grafana/dashboards.yml").path("providers"))
                .isNotEmpty()
                .allSatisfy(provider -> assertThat(mounted)
                        .contains("./deploy/grafana/dashboards:"
                                + provider.at("/options/path").asText() + ":ro"));
    }

    @Test
    void everyPanelAsksTheSourceThatIsProvisionedForWhatIsMeasured() throws IOException {
        String source =
                yaml("deploy/grafana/datasources.yml").at("/datasources/0/uid").asText();
        assertThat(source).isNotBlank();
        Scrape scrape = scrape();
        Path folder = Path.of("deploy/grafana/dashboards");
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                JsonNode dashboard = JSON.readTree(file.toFile());
                assertThat(dashboard.get("uid").asText()).isNotBlank();
                assertThat(dashboard.findValues("datasource")).isNotEmpty().allSatisfy(asked -> assertThat(
                                asked.get("uid").asText())
                        .isEqualTo(source));
                Set<Integer> ids = new HashSet<>();
                for (JsonNode panel : dashboard.get("panels")) {
                    assertThat(ids.add(panel.get("id").asInt()))
                            .as("ids of panels")
                            .isTrue();
                    assertThat(panel.get("title").asText()).isNotBlank();
                    for (JsonNode target : panel.path("targets")) {
                        assertMeasured(scrape, target.get("expr").asText());
                    }
                }
                assertNoOverlap(dashboard.get("panels"));
            }
        }
    }

    @Test
    void everyAlertAsksForWhatIsMeasuredAndSaysWhatToDo() throws IOException {
        Scrape scrape = scrape();
        Set<String> headings = headings();
        Set<String> names = new HashSet<>();
        for (JsonNode group : yaml("deploy/alerts.yml").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String name = rule.path("alert").asText();
                assertThat(names.add(name)).as(name).isTrue();
                assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
                assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
                String runbook = rule.at("/annotations/runbook").asText();
                assertThat(runbook).as(name).startsWith("docs/operators.md#");
                assertThat(headings).as(name).contains(runbook.split("#", 2)[1]);
                assertMeasured(scrape, rule.path("expr").asText());
            }
        }
        assertThat(names)
                .contains(
                        "PlatformDown",
                        "TimersLate",
                        "OldestTimerWaits",
                        "AcquisitionStalled",
                        "EngineIncidents",
                        "PromisesBreak",
                        "FormRefusedOften");
    }

    @Test
    void theGuideNamesEveryMetricOfThePlatform() throws IOException {
        String guide = Files.readString(Path.of("docs/operators.md"));
        Set<String> own = scrape().names().stream()
                .filter(name -> name.startsWith("response_"))
                .map(name -> name.replaceAll("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toSet());
        assertThat(own).isNotEmpty().allSatisfy(name -> assertThat(guide).contains("`" + name));
    }

    /** After something of everything happened. */
    private Scrape scrape() {
        PlantedIncident.send(http, jdbc, engine, "dashboard-" + UUID.randomUUID());
        System.gc();
        Scrape.of(http, clock);
        return Scrape.of(http, clock);
    }

    private static void assertMeasured(Scrape scrape, String expression) {
        String bare = expression.replaceAll("\\[[^]]*]", "");
        Set<String> grouped = new HashSet<>();
        GROUPING.matcher(bare).results().forEach(found -> Arrays.stream(
                        found.group(1).split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(grouped::add));
        bare = GROUPING.matcher(bare).replaceAll(" ");
        Map<String, Set<String>> asked = new HashMap<>();
        Matcher selector = SELECTOR.matcher(bare.replaceAll("\"[^\"]*\"", "\"\""));
        while (selector.find()) {
            if (!WORDS.contains(selector.group(1))) {
                Set<String> labels = asked.computeIfAbsent(selector.group(1), name -> new HashSet<>());
                if (selector.group(2) != null) {
                    LABEL.matcher(selector.group(2)).results().forEach(label -> labels.add(label.group(1)));
                }
            }
        }
        assertThat(asked).as(expression).isNotEmpty();
        Set<String> there = new HashSet<>(OF_PROMETHEUS);
        asked.forEach((name, labels) -> {
            Set<String> known = new HashSet<>(OF_PROMETHEUS);
            if (!name.equals("up")) {
                assertThat(scrape.names()).as(expression).contains(name);
                known.addAll(scrape.labels(name));
            }
            assertThat(known).as(expression).containsAll(labels);
            there.addAll(known);
        });
        assertThat(there).as(expression).containsAll(grouped);
    }

    private static void assertNoOverlap(JsonNode panels) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.get("gridPos");
            for (int x = place.get("x").asInt();
                    x < place.get("x").asInt() + place.get("w").asInt();
                    x++) {
                for (int y = place.get("y").asInt();
                        y < place.get("y").asInt() + place.get("h").asInt();
                        y++) {
                    assertThat(taken.add(x + "," + y))
                            .as(panel.get("title").asText())
                            .isTrue();
                }
                assertThat(x).isLessThan(24);
            }
        }
    }

    /** As they are linked to. */
    private static Set<String> headings() throws IOException {
        return Files.readAllLines(Path.of("docs/operators.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static JsonNode yaml(String file) throws IOException {
        return JSON.valueToTree(
                new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(Files.readString(Path.of(file))));
    }
}

package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads of the platform, with a token as it has one. */
public final class Scrape {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String text;
    private final Map<String, Map<Map<String, String>, Double>> metrics = new LinkedHashMap<>();

    private Scrape(String text) {
        this.text = text;
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher found = LINE.matcher(line);
            assertThat(found.matches()).as(line).isTrue();
            Map<String, String> labels = new HashMap<>();
            if (found.group(2) != null) {
                LABEL.matcher(found.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            metrics.computeIfAbsent(found.group(1), name -> new HashMap<>())
                    .put(labels, Double.parseDouble(found.group(3)));
        });
    }

    /** Scrapes anew: what was measured before is over by then. */
    public static Scrape of(Http http, MovableClock clock) {
        clock.advance(Duration.ofSeconds(10));
        HttpResponse<String> made = http.post(
                "administrator",
                "/api/v1/tokens",
                """
                {"name": "prom-%s", "owner": "security-operations-manager", "scopes": ["metrics:read"],
                 "endsAt": "%s"}"""
                        .formatted(
                                UUID.randomUUID().toString().substring(0, 23),
                                clock.instant().plus(Duration.ofDays(1))));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        HttpResponse<String> scraped = http.send(
                http.request(null, "/actuator/prometheus").header("Authorization", "Bearer " + token(made.body())));
        assertThat(scraped.statusCode()).as(scraped.body()).isEqualTo(200);
        return new Scrape(scraped.body());
    }

    private static String token(String answer) {
        try {
            return new ObjectMapper().readTree(answer).get("token").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }

    /** @return the one value with exactly these labels; zero where there is none */
    public double value(String name, String... namesAndValuesOfLabels) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < namesAndValuesOfLabels.length; i += 2) {
            labels.put(namesAndValuesOfLabels[i], namesAndValuesOfLabels[i + 1]);
        }
        return series(name).getOrDefault(labels, 0.0);
    }

    private Map<Map<String, String>, Double> series(String name) {
        assertThat(names()).contains(name);
        return metrics.getOrDefault(name, Map.of());
    }

    public Set<String> names() {
        return metrics.keySet();
    }

    /** @return the names of the labels that this metric has */
    public Set<String> labels(String name) {
        Set<String> labels = new TreeSet<>();
        metrics.getOrDefault(name, Map.of()).keySet().forEach(one -> labels.addAll(one.keySet()));
        return labels;
    }

    /** @return every value that this label takes anywhere in the platform's own metrics */
    public Set<String> valuesOf(String label) {
        Set<String> values = new TreeSet<>();
        metrics.forEach((name, series) -> {
            if (name.startsWith("response_")) {
                series.keySet().stream()
                        .filter(labels -> labels.containsKey(label))
                        .forEach(labels -> values.add(labels.get(label)));
            }
        });
        return values;
    }

    public String text() {
        return text;
    }
}

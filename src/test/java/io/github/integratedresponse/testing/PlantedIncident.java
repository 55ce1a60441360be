package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An incident whose every text carries a marker, sent in by a responder and brought to its first task, so that a test can look where
 * the marker shows.
 *
 * @param receipt what the sender was answered
 */
public record PlantedIncident(String number, String receipt) {

    /** @param labels of the finding and its resource, such as {@code tlp:red} */
    public static PlantedIncident send(Http http, JdbcClient jdbc, Engine engine, String marker, String... labels) {
        HttpResponse<String> answer = http.post(
                "responder",
                "/api/v1/signals",
                """
                {"class_uid": 2004, "metadata": {"product": {"name": "Source %1$s"}, "labels": [%2$s]},
                 "finding_info": {"uid": "%1$s", "title": "Title %1$s", "desc": "Text %1$s", "types": ["finding %1$s"]},
                 "severity_id": 4, "resources": [{"uid": "resource %1$s", "labels": [%2$s]}]}"""
                        .formatted(
                                marker,
                                Arrays.stream(labels)
                                        .map(label -> '"' + label + '"')
                                        .collect(Collectors.joining(", "))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        engine.placeSignals();
        String number = jdbc.sql("select number from response.incident where title = ?")
                .param("Title " + marker)
                .query(String.class)
                .single();
        engine.runDueJobs(number);
        return new PlantedIncident(number, answer.body());
    }
}

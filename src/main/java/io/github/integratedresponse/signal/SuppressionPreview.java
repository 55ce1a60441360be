package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a suppression would have kept quiet, so that nobody silences too much by mistake. */
@Component
class SuppressionPreview {

    static final Duration LOOKED_BACK = Duration.ofDays(30);

    /** Whoever silences more than that knows enough. */
    static final int MOST = 10_000;

    private static final int MOST_SHOWN = 20;

    private final JdbcClient jdbc;
    private final Restrictions restrictions;
    private final Clock clock;

    SuppressionPreview(JdbcClient jdbc, Restrictions restrictions, Clock clock) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /**
     * What came in since a moment.
     *
     * @param signals how many it would have covered
     * @param more whether there are more than were counted
     * @param louder how many would have come through because they are worse than what it covers
     * @param latest the last of those covered
     * @param openIncidents how many incidents that are worked on have such signals
     * @param incidents those with the most of them
     */
    record Found(
            Instant since,
            long signals,
            boolean more,
            long louder,
            List<Line> latest,
            int openIncidents,
            List<Concerned> incidents) {}

    /** A signal. */
    record Line(long signalId, String source, String title, int severityId, Instant receivedAt) {}

    /** @param signals how many of the covered signals it has */
    record Concerned(String number, String title, String severity, String stage, long signals) {}

    Found of(Scope scope) {
        Instant since = clock.instant().minus(LOOKED_BACK);
        List<Line> all = matching(scope, since);
        List<Line> covered = all.stream()
                .filter(signal -> signal.severityId() <= scope.upToSeverityId())
                .toList();
        List<Concerned> incidents =
                incidents(covered.stream().map(Line::signalId).toList());
        return new Found(
                since,
                covered.size(),
                all.size() == MOST,
                all.size() - covered.size(),
                covered.stream().limit(MOST_SHOWN / 4).toList(),
                incidents.size(),
                incidents.stream().limit(MOST_SHOWN).toList());
    }

    private List<Line> matching(Scope scope, Instant since) {
        Narrowing narrowing = Signals.visible(restrictions, "s.id")
                .and("s.received_at >= ?", since)
                .with("s.source = ?", scope.given().get(Criterion.SOURCE))
                .with("lower(s.finding_type) = lower(?)", scope.given().get(Criterion.FINDING_TYPE));
        List<String> terms = Stream.of(
                        Criterion.OBSERVABLE,
                        Criterion.ACTOR,
                        Criterion.RESOURCE,
                        Criterion.TECHNIQUE,
                        Criterion.PRODUCT)
                .filter(scope.given()::containsKey)
                .map(criterion -> criterion.word(scope.given().getOrDefault(criterion, "")))
                .toList();
        if (!terms.isEmpty()) {
            narrowing.and("s.terms @> ?::text[]", terms);
        }
        return narrowing.first(
                jdbc,
                "s.id, s.source, s.title, s.severity_id, s.received_at",
                "response.signal s",
                "s.received_at desc, s.id desc",
                MOST,
                (row, n) -> new Line(
                        row.getLong("id"),
                        row.getString("source"),
                        row.getString("title"),
                        row.getInt("severity_id"),
                        row.getTimestamp("received_at").toInstant()));
    }

    /** @return those with the most signals first */
    private List<Concerned> incidents(List<Long> signals) {
        if (signals.isEmpty()) {
            return List.of();
        }
        Map<String, Concerned> found = new LinkedHashMap<>();
        restrictions
                .hide(new Narrowing(), "i.id")
                .and("i.stage <> 'CLOSED'")
                .and("l.signal_id = any(?)", (Object) signals.toArray(Long[]::new))
                .first(
                        jdbc,
                        "i.number, i.title, i.severity, i.stage",
                        "response.incident_signal l join response.incident i on i.id = l.incident_id",
                        "i.id desc",
                        MOST,
                        (row, n) -> new Concerned(
                                row.getString("number"),
                                row.getString("title"),
                                row.getString("severity"),
                                row.getString("stage"),
                                1))
                .forEach(one -> found.merge(
                        one.number(),
                        one,
                        (a, b) -> new Concerned(
                                a.number(), a.title(), a.severity(), a.stage(), a.signals() + b.signals())));
        return found.values().stream()
                .sorted((a, b) -> Long.compare(b.signals(), a.signals()))
                .toList();
    }
}

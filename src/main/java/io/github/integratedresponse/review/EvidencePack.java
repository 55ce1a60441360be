package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.signal.Signals;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what a review looks at: timeline, signals, products and similar incidents, copied so that they stay as they were seen. */
@Component
class EvidencePack {

    private static final int SIMILAR = 20;

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Signals signals;
    private final Clock clock;

    EvidencePack(JdbcClient jdbc, Incidents incidents, Timeline timeline, Signals signals, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.timeline = timeline;
        this.signals = signals;
        this.clock = clock;
    }

    /** Adds what is not in the pack yet; what is there stays as it was. */
    @Transactional
    void assemble(Review review) {
        List<Evidence> pieces = gathered(review.incidentId());
        jdbc.sql("insert into response.review_evidence (review_id, kind, reference, title, text, at, added_at)"
                        + " select ?, p.kind, p.reference, p.title, p.text, p.at::timestamptz, ?"
                        + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
                        + " p(kind, reference, title, text, at) on conflict (review_id, kind, reference) do nothing")
                .param(review.id())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(texts(pieces, piece -> piece.kind().name()))
                .param(texts(pieces, Evidence::reference))
                .param(texts(pieces, Evidence::title))
                .param(texts(pieces, Evidence::text))
                .param(texts(
                        pieces, piece -> piece.at() == null ? null : piece.at().toString()))
                .update();
    }

    private static String[] texts(List<Evidence> pieces, Function<Evidence, @Nullable String> of) {
        return pieces.stream().map(of).toArray(String[]::new);
    }

    private List<Evidence> gathered(long incidentId) {
        List<Evidence> pieces = new ArrayList<>();
        signals.ofIncident(incidentId)
                .forEach(signal -> pieces.add(new Evidence(
                        Evidence.Kind.SIGNAL,
                        signal.source() + " " + signal.externalId(),
                        signal.title(),
                        signal.description(),
                        signal.firstSeenAt())));
        timeline.of(incidentId)
                .forEach(line -> pieces.add(new Evidence(
                        Evidence.Kind.TIMELINE, String.valueOf(line.id()), line.kind(), line.text(), line.at())));
        incidents
                .affectedProducts(incidentId)
                .forEach(product -> pieces.add(new Evidence(
                        Evidence.Kind.PRODUCT,
                        product.id(),
                        product.name(),
                        "Tier %d in %s, owned by %s, %s data, exposure %s"
                                .formatted(
                                        product.tier(),
                                        product.division(),
                                        product.owner(),
                                        Shown.words(product.dataClass()),
                                        Shown.words(product.exposure())),
                        null)));
        incidents
                .similarTo(incidentId, SIMILAR)
                .forEach(other -> pieces.add(new Evidence(
                        Evidence.Kind.SIMILAR_INCIDENT,
                        other.number(),
                        other.title(),
                        "%s, %s, %s".formatted(other.severity(), other.findingType(), Shown.words(other.stage())),
                        other.openedAt())));
        return pieces;
    }

    /** @return every piece: signals, products and similar incidents first, then the timeline as it went */
    List<Evidence> of(long reviewId) {
        return jdbc.sql("select kind, reference, title, text, at from response.review_evidence where review_id = ?"
                        + " order by kind = 'TIMELINE', kind desc, at, id")
                .param(reviewId)
                .query((row, n) -> new Evidence(
                        Evidence.Kind.valueOf(row.getString("kind")),
                        row.getString("reference"),
                        row.getString("title"),
                        row.getString("text"),
                        row.getTimestamp("at") == null
                                ? null
                                : row.getTimestamp("at").toInstant()))
                .list();
    }

    long count(long reviewId) {
        return jdbc.sql("select count(*) from response.review_evidence where review_id = ?")
                .param(reviewId)
                .query(Long.class)
                .single();
    }
}

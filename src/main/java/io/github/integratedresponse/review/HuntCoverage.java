package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Timeline;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says how far a hunt reached, and as plainly what it could not reach: a clean result is worth no more than its coverage. */
@Component
class HuntCoverage {

    private final JdbcClient jdbc;
    private final VariantHunts hunts;
    private final Variants variants;
    private final Timeline timeline;

    HuntCoverage(JdbcClient jdbc, VariantHunts hunts, Variants variants, Timeline timeline) {
        this.jdbc = jdbc;
        this.hunts = hunts;
        this.variants = variants;
        this.timeline = timeline;
    }

    @Transactional
    void record(long huntId) {
        VariantHunt hunt = hunts.byId(huntId);
        VariantPattern pattern = Objects.requireNonNull(hunt.pattern(), "a hunt that ends had a pattern");
        List<String> lines = new ArrayList<>();
        lines.add("%d signals first seen from %s until %s and %d products were searched."
                .formatted(
                        Objects.requireNonNullElse(hunt.signalsSearched(), 0L),
                        pattern.from(),
                        pattern.to(),
                        Objects.requireNonNullElse(hunt.productsSearched(), 0L)));
        if (hunt.truncated()) {
            lines.add("More matched than were shown: the latest " + VariantSearch.SIGNALS_READ
                    + " signals were read and " + VariantSearch.MOST_CANDIDATES + " candidates of each kind shown.");
        }
        if (!pattern.techniques().isEmpty()) {
            long silent = within(pattern, "techniques = '{}'");
            if (silent > 0) {
                lines.add(silent + " of the signals name no technique, so a search by technique can't find them.");
            }
        }
        if (pattern.asksForSignals()) {
            long unseen = jdbc.sql("select count(*) from response.product p where not exists"
                            + " (select 1 from response.signal s where s.terms @> array['p:' || p.id])")
                    .query(Long.class)
                    .single();
            lines.add(unseen + " products never sent a signal, so signals say nothing of them.");
        }
        if (hunt.notSearchable() != null) {
            lines.add("Not searchable from here: " + hunt.notSearchable());
        }
        hunts.close(huntId, String.join("\n", lines));
        long confirmed = variants.ofHunt(huntId).stream()
                .filter(variant -> variant.state() == Variant.State.CONFIRMED)
                .count();
        timeline.append(
                hunt.incidentId(),
                "variant",
                "system",
                "Variant hunt closed with %d confirmed. %s".formatted(confirmed, lines.get(0)));
    }

    private long within(VariantPattern pattern, String condition) {
        return jdbc.sql("select count(*) from response.signal where first_seen_at >= ? and first_seen_at < ? and "
                        + condition)
                .param(pattern.from().atOffset(ZoneOffset.UTC))
                .param(pattern.to().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}

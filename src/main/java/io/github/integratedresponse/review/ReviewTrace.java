package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.LoopTrace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds the review of an incident, and the variants that its hunts found, to the trace of its loop. */
@Component
class ReviewTrace implements LoopTrace {

    record TracedReview(String number, Review.State state, @Nullable Instant publishedAt) {}

    record TracedVariant(String what, @Nullable String incident) {}

    private final Reviews reviews;
    private final Variants variants;

    ReviewTrace(Reviews reviews, Variants variants) {
        this.reviews = reviews;
        this.variants = variants;
    }

    @Override
    public Map<String, Object> of(long incidentId) {
        Map<String, Object> trace = new LinkedHashMap<>();
        reviews.latestOf(incidentId)
                .ifPresent(review ->
                        trace.put("review", new TracedReview(review.number(), review.state(), review.publishedAt())));
        List<Variant> confirmed = variants.confirmedOf(incidentId);
        if (!confirmed.isEmpty()) {
            trace.put(
                    "variants",
                    confirmed.stream()
                            .map(variant -> new TracedVariant(variant.what(), variant.knownIncident()))
                            .toList());
        }
        return trace;
    }
}

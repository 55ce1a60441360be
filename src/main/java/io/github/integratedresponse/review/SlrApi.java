package io.github.integratedresponse.review;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Reviews", description = "Security LiveSite Reviews")
@RestController
@RequestMapping(path = "/api/v1/slrs", produces = MediaType.APPLICATION_JSON_VALUE)
class SlrApi {

    private final Reviews reviews;
    private final Incidents incidents;
    private final EvidencePack pack;
    private final CausalTrees trees;
    private final RootCauses causes;
    private final ProposedRepairItems items;
    private final BoardDecisions decisions;
    private final VariantHunts hunts;
    private final Variants variants;
    private final Restrictions restrictions;

    SlrApi(
            Reviews reviews,
            Incidents incidents,
            EvidencePack pack,
            CausalTrees trees,
            RootCauses causes,
            ProposedRepairItems items,
            BoardDecisions decisions,
            VariantHunts hunts,
            Variants variants,
            Restrictions restrictions) {
        this.reviews = reviews;
        this.incidents = incidents;
        this.pack = pack;
        this.trees = trees;
        this.causes = causes;
        this.items = items;
        this.decisions = decisions;
        this.hunts = hunts;
        this.variants = variants;
        this.restrictions = restrictions;
    }

    @Operation(summary = "List reviews, latest first", description = "`incident` is the number of an incident.")
    @GetMapping
    Page<Listed> list(
            @RequestParam(required = false) Review.@Nullable State state,
            @RequestParam(required = false) @Nullable String incident,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        return reviews.page(new Reviews.Filter(state, incident), PageRequest.of(page, size))
                .map(this::listed);
    }

    @Operation(summary = "Show a review with its causal tree, root causes, hunts, repair items and decisions")
    @GetMapping("/{number}")
    Shown one(@PathVariable String number) {
        Review review = reviews.byNumber(number.toUpperCase(Locale.ROOT))
                .filter(found -> restrictions.visible(found.incidentId()))
                .orElseThrow(() -> new NotFound("There is no such review"));
        return new Shown(
                listed(review),
                review.summary(),
                review.shallowReason(),
                review.noHuntReason(),
                reviews.attendees(review.id()).stream()
                        .map(attendee -> new Came(attendee.name(), attendee.role(), attendee.attended()))
                        .toList(),
                pack.count(review.id()),
                trees.of(review.id()).whys(),
                causes(review),
                hunts.ofReview(review.id()).stream().map(this::hunted).toList(),
                items.ofReview(review.id()),
                decisions.of(review.id()));
    }

    private Listed listed(Review review) {
        return new Listed(
                review.number(),
                incidents.byId(review.incidentId()).number(),
                review.state(),
                review.facilitator(),
                review.openedAt(),
                review.scheduledFor(),
                review.heldAt(),
                review.publishedAt());
    }

    private List<Cause> causes(Review review) {
        Map<Long, String> without = causes.leftWithoutRepair(review.id());
        return causes.byWhy(review.id()).entrySet().stream()
                .map(entry -> {
                    RootCause cause = entry.getValue();
                    return new Cause(
                            cause.id(),
                            entry.getKey(),
                            cause.classification(),
                            cause.statement(),
                            cause.contributing(),
                            cause.standardChangeNeeded(),
                            cause.controlIds(),
                            without.get(cause.id()));
                })
                .toList();
    }

    private Hunted hunted(VariantHunt hunt) {
        return new Hunted(
                hunt.id(),
                hunt.title(),
                hunt.state(),
                hunt.rootCauseId(),
                hunt.pattern(),
                hunt.signalsSearched(),
                hunt.productsSearched(),
                hunt.truncated(),
                hunt.coverageNote(),
                hunt.closedAt(),
                variants.ofHunt(hunt.id()));
    }

    record Listed(
            String number,
            String incident,
            Review.State state,
            @Nullable String facilitator,
            Instant openedAt,
            @Nullable Instant scheduledFor,
            @Nullable Instant heldAt,
            @Nullable Instant publishedAt) {}

    record Shown(
            @JsonUnwrapped Listed review,
            @Nullable String summary,
            @Nullable String shallowReason,
            @Nullable String noHuntReason,
            List<Came> attendees,
            long evidence,
            List<Why> tree,
            List<Cause> rootCauses,
            List<Hunted> hunts,
            List<ProposedRepairItem> repairItems,
            List<BoardDecision> decisions) {}

    /** An attendee without the address, which is nobody's business here. */
    record Came(String name, Attendee.Role role, @Nullable Boolean attended) {}

    record Cause(
            long id,
            int whyNo,
            Classification classification,
            String statement,
            boolean contributing,
            boolean standardChange,
            List<String> controls,
            @Nullable String noRepairReason) {}

    record Hunted(
            long id,
            String title,
            VariantHunt.State state,
            @Nullable Long rootCauseId,
            @Nullable VariantPattern pattern,
            @Nullable Long signalsSearched,
            @Nullable Long productsSearched,
            boolean truncated,
            @Nullable String coverage,
            @Nullable Instant closedAt,
            List<Variant> variants) {}
}

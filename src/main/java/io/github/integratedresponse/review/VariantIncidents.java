package io.github.integratedresponse.review;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.NewIncident;
import io.github.integratedresponse.incident.Origin;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an incident of each confirmed variant, unless one handles it already. */
@Component
class VariantIncidents {

    private final JdbcClient jdbc;
    private final VariantHunts hunts;
    private final Variants variants;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Signals signals;
    private final Clock clock;
    private final Restrictions restrictions;

    VariantIncidents(
            JdbcClient jdbc,
            VariantHunts hunts,
            Variants variants,
            Incidents incidents,
            Timeline timeline,
            Signals signals,
            Clock clock,
            Restrictions restrictions) {
        this.jdbc = jdbc;
        this.hunts = hunts;
        this.variants = variants;
        this.incidents = incidents;
        this.timeline = timeline;
        this.signals = signals;
        this.clock = clock;
        this.restrictions = restrictions;
    }

    /** Opens what is missing; run again, it finds nothing left to open. */
    @Transactional
    void open(long huntId) {
        VariantHunt hunt = hunts.byId(huntId);
        Incident parent = incidents.byId(hunt.incidentId());
        for (Variant variant : variants.confirmedWithoutIncident(huntId)) {
            NewIncident found = incident(variant, hunt, parent);
            Optional<Incident> handling = handling(variant, found.correlationKey());
            Incident incident = handling.orElseGet(() -> incidents.open(found, "system"));
            if (handling.isPresent() && variant.signalId() != null) {
                incidents.link(incident.id(), variant.signalId());
            }
            variants.became(variant.id(), incident.id());
            timeline.append(
                    parent.id(),
                    "variant",
                    "system",
                    "Variant %s is %s %s"
                            .formatted(
                                    variant.what(),
                                    handling.isPresent() ? "already handled in" : "now incident",
                                    restrictions.publicName(incident.id(), incident.number())));
            timeline.append(
                    incident.id(),
                    "variant",
                    "system",
                    "Found to be a variant of incident " + restrictions.publicName(parent.id(), parent.number()));
        }
    }

    private Optional<Incident> handling(Variant variant, String correlationKey) {
        if (variant.knownIncident() != null) {
            return incidents.byNumber(variant.knownIncident());
        }
        return jdbc.sql("select id from response.incident where correlation_key = ? and stage <> 'CLOSED'"
                        + " order by id limit 1")
                .param(correlationKey)
                .query(Long.class)
                .optional()
                .map(incidents::byId);
    }

    private NewIncident incident(Variant variant, VariantHunt hunt, Incident parent) {
        String summary = "Variant of %s: %s".formatted(parent.number(), hunt.title());
        if (variant.signalId() != null) {
            Signal signal = signals.byId(variant.signalId()).orElseThrow(() -> new NotFound("There is no such signal"));
            return new NewIncident(
                    signal.title(),
                    summary,
                    parent.severity(),
                    parent.tlp(),
                    Origin.VARIANT_HUNT,
                    signal.findingType(),
                    signal.correlationKey(),
                    signal.firstSeenAt(),
                    signal.id(),
                    parent.id(),
                    signal.productIds());
        }
        return new NewIncident(
                "Same weakness in " + variant.what(),
                summary,
                parent.severity(),
                parent.tlp(),
                Origin.VARIANT_HUNT,
                parent.findingType(),
                "variant of " + parent.number() + " in " + variant.productId(),
                clock.instant(),
                null,
                parent.id(),
                variant.productId() == null ? List.of() : List.of(variant.productId()));
    }
}

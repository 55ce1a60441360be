package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads alerts and incidents of Microsoft Graph security ({@code microsoft.graph.security.alert}, which {@code alerts_v2} gives, and
 * {@code microsoft.graph.security.incident}): by themselves or as a page of a collection.
 */
@Component
class GraphReader implements SignalReader {

    private static final String TYPE = "@odata.type";
    private static final String CONTEXT = "@odata.context";
    private static final String INCIDENT = "microsoft.graph.security.incident";
    private static final String ALERT = "microsoft.graph.security.alert";
    private static final String OLD_ALERT = "microsoft.graph.alert";
    private static final String VENDOR = "Microsoft";
    private static final String INCIDENTS = "Microsoft/Defender XDR";

    /** Names of an enumeration that say nothing. */
    private static final Set<String> NOTHING = Set.of("unknown", "unknownfuturevalue");

    private static final Set<String> CLOSED = Set.of("resolved", "redirected");
    private static final Set<String> NEW = Set.of("new", "active", "newalert");

    @Override
    public String format() {
        return "microsoft-graph";
    }

    @Override
    public String taken() {
        return "Microsoft Graph security alerts (v2) and incidents";
    }

    @Override
    public boolean recognises(JsonNode item) {
        if (isSaid(item)) {
            return true;
        }
        String context = item.path(CONTEXT).asText();
        JsonNode first = item.path("value").path(0);
        return context.contains("#security/alerts")
                || context.contains("#security/incidents")
                || isSaid(first)
                || isNotification(first);
    }

    private static boolean isSaid(JsonNode item) {
        String type = item.path(TYPE).asText();
        return type.endsWith(ALERT)
                || type.endsWith(INCIDENT)
                || type.endsWith(OLD_ALERT)
                || Stream.of("alertWebUrl", "incidentWebUrl", "providerAlertId", "redirectIncidentId")
                        .anyMatch(item::has)
                || (item.has("serviceSource") && item.has("detectionSource"));
    }

    private static boolean isNotification(JsonNode item) {
        return item.has("subscriptionId") && item.has("changeType");
    }

    @Override
    public List<JsonNode> parts(JsonNode item) {
        JsonNode page = item.path("value");
        if (!page.isArray() || isSaid(item)) {
            return List.of(item);
        }
        List<JsonNode> parts = new ArrayList<>();
        page.forEach(parts::add);
        return parts;
    }

    @Override
    public @Nullable Finding read(JsonNode part, Envelope envelope, Problems problems) throws NotTaken {
        if (!part.isObject()) {
            problems.add("item", "must be an object");
            return null;
        }
        if (isNotification(part)) {
            throw new NotTaken(
                    "changeType", "only tells that something changed; get the alert or incident itself and send that");
        }
        if (part.path(TYPE).asText().endsWith(OLD_ALERT) || part.has("vendorInformation")) {
            throw new NotTaken(TYPE, "an alert of the first version is not supported; those of alerts_v2 are");
        }
        Fields fields = new Fields(part, "", problems);
        boolean incident = isIncident(part);
        String title = incident ? "displayName" : "title";
        Draft draft = new Draft()
                .source(incident ? INCIDENTS : source(fields))
                .externalId(incident ? incidentId(fields) : fields.id("id"))
                .title(Texts.first(fields.text(title), threat(part)))
                .description(Texts.first(fields.text("description"), fields.text("summary")))
                .severity(Objects.requireNonNullElse(Severity.named(fields.text("severity")), Severity.UNKNOWN))
                .activity(activity(fields))
                .firstSeenAt(first(fields, "firstActivityDateTime", "createdDateTime"))
                .reportedAt(latest(fields))
                .around(envelope);
        if (!incident) {
            String provided = fields.id("providerAlertId");
            draft.alias(provided == null || provided.equals(fields.id("id")) ? null : provided);
            draft.findingType(family(fields));
        }
        fields.texts("customTags").forEach(draft::label);
        fields.texts("systemTags").forEach(draft::label);
        List<Fields> alerts = incident ? fields.objects("alerts") : List.of(fields);
        alerts.forEach(alert -> about(alert, draft));
        if (incident) {
            draft.findingType(alerts.stream()
                    .map(GraphReader::kind)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
            alerts.forEach(alert -> draft.observable("Alert", alert.id("id")));
        }
        GraphEvidence.of(alerts).into(draft);
        return draft.finding(problems, "serviceSource", "id", title);
    }

    private static boolean isIncident(JsonNode item) {
        String type = item.path(TYPE).asText();
        return type.isEmpty()
                ? !item.has("alertWebUrl") && !item.has("title") && !item.has("serviceSource")
                : type.endsWith(INCIDENT);
    }

    /** Alerts have ids of their own in all tenants; incidents are counted in each. */
    private static @Nullable String incidentId(Fields incident) {
        String id = incident.id("id");
        String tenant = incident.id("tenantId");
        return id == null ? null : tenant == null ? "incidents/" + id : tenant + "/incidents/" + id;
    }

    private static @Nullable String source(Fields alert) {
        String service = said(alert.text("serviceSource"));
        String product = said(alert.text("productName"));
        String detection = said(alert.text("detectionSource"));
        String name = Texts.first(service, product, detection);
        if (name == null) {
            return null;
        }
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        String capital = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return capital.startsWith(VENDOR) ? capital : VENDOR + "/" + capital;
    }

    private static @Nullable String said(@Nullable String name) {
        return name == null || NOTHING.contains(name.toLowerCase(Locale.ROOT)) ? null : name;
    }

    private static @Nullable String threat(JsonNode alert) {
        return new Glimpse(alert).firstText("threatDisplayName", "threatFamilyName");
    }

    /** Alerts about one family of malware are one kind, whatever file each is about; {@code null} for all others. */
    private static @Nullable String family(Fields alert) {
        String family = said(alert.text("threatFamilyName"));
        String category = said(alert.text("category"));
        return family == null ? null : category == null ? family : category + "/" + family;
    }

    private static @Nullable String kind(Fields alert) {
        return Texts.first(family(alert), alert.text("title"));
    }

    private static Finding.Activity activity(Fields fields) {
        String status = fields.text("status");
        String name = status == null ? "new" : status.toLowerCase(Locale.ROOT);
        return CLOSED.contains(name)
                ? Finding.Activity.CLOSE
                : NEW.contains(name) ? Finding.Activity.CREATE : Finding.Activity.UPDATE;
    }

    private static @Nullable Instant first(Fields fields, String... names) {
        // every time is read, so that every wrong one is named
        return Stream.of(names).map(name -> Times.read(fields, name)).filter(Objects::nonNull).toList().stream()
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant latest(Fields fields) {
        return Stream.of("createdDateTime", "lastUpdateDateTime", "resolvedDateTime")
                .map(name -> Times.read(fields, name))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** What an alert says, by itself or in its incident. */
    private static void about(Fields alert, Draft draft) {
        alert.texts("mitreTechniques").forEach(draft::technique);
        Glimpse all = new Glimpse(alert.node());
        draft.actor(said(all.text("actorDisplayName")));
        draft.observable("Threat Name", said(all.text("threatDisplayName")));
        draft.observable("Threat Name", said(all.text("threatFamilyName")));
        GraphEvidence.sensitivity(all).forEach(draft::marking);
    }
}

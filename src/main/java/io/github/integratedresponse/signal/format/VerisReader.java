package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads incidents of VERIS 1.3 and 1.4. */
@Component
class VerisReader implements SignalReader {

    /** An incident without the id of a source is told apart by its own, which is a UUID with most that write VERIS. */
    static final String NOBODY = "VERIS, source not named";

    private static final List<String> FIELDS = List.of(
            "incident_id",
            "security_incident",
            "schema_version",
            "action",
            "actor",
            "asset",
            "attribute",
            "discovery_method",
            "timeline",
            "victim");

    private static final int ENOUGH = 3;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_LIST_OF_CVES = 10_000;
    private static final Pattern CVE = Pattern.compile("(?i)CVE-\\d{4}-\\d{4,19}");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\R");

    @Override
    public String format() {
        return "veris";
    }

    @Override
    public String taken() {
        return "VERIS 1.4";
    }

    @Override
    public boolean recognises(JsonNode item) {
        return (item.has("incident_id") || item.has("action"))
                && FIELDS.stream().filter(item::has).count() >= ENOUGH;
    }

    @Override
    public @Nullable Finding read(JsonNode part, Envelope envelope, Problems problems) {
        Fields incident = new Fields(part, "", problems);
        Glimpse all = new Glimpse(part);
        VerisActions actions = new VerisActions(all.at("action"));
        String summary = incident.text("summary");
        Instant created = recorded(all, "created");
        Instant modified = recorded(all, "modified");
        Draft draft = new Draft()
                .source(Texts.first(incident.text("source_id"), envelope.source(), NOBODY))
                .externalId(incident.id("incident_id"))
                .title(summary == null ? actions.told() : firstSentence(summary))
                .description(description(all, summary, actions))
                .findingType(actions.kind())
                .severity(VerisSeverity.of(all))
                .activity(activity(all.text("security_incident"), created, modified))
                .firstSeenAt(firstSeen(incident.object("timeline").object("incident")))
                .reportedAt(modified == null ? created : modified);
        names(all.at("actor")).forEach(draft::actor);
        resources(draft, all);
        observables(draft, all);
        all.at("plus").node().fields().forEachRemaining(field -> {
            if (field.getKey().contains("attack") || field.getKey().contains("technique")) {
                techniques(draft, field.getValue());
            }
        });
        return draft.around(envelope).finding(problems, "source_id", "incident_id", "summary");
    }

    private static String firstSentence(String summary) {
        return Texts.cut(SENTENCE_END.split(summary, 2)[0], LONGEST_TITLE);
    }

    private static String description(Glimpse all, @Nullable String summary, VerisActions actions) {
        List<String> lines = new ArrayList<>();
        lines.add(Objects.requireNonNullElse(summary, ""));
        lines.add(line("Actions", actions.all()));
        lines.add(line("Assets", assets(all)));
        lines.add(line("Data", all.each("attribute", "confidentiality", "data").map(data -> data.text("variety"))));
        lines.add(line("Notes", Stream.of(all.text("notes"))));
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    private static String line(String name, Stream<@Nullable String> texts) {
        List<String> said = texts.filter(Objects::nonNull).distinct().limit(20).toList();
        return said.isEmpty() ? "" : name + ": " + String.join(", ", said);
    }

    /** A false alarm is over before it begins. */
    private static Finding.Activity activity(
            @Nullable String certainty, @Nullable Instant created, @Nullable Instant modified) {
        if ("false positive".equalsIgnoreCase(certainty)) {
            return Finding.Activity.CLOSE;
        }
        return created == null || modified == null || created.equals(modified)
                ? Finding.Activity.CREATE
                : Finding.Activity.UPDATE;
    }

    /** VERIS doesn't say when a record was written; tools write it under {@code plus}, which is theirs. */
    private static @Nullable Instant recorded(Glimpse all, String name) {
        return Times.read(new Fields(all.at("plus").node(), "plus", new Problems()), name);
    }

    /** The first day that it may have been; a year alone is too little to count from. */
    private static @Nullable Instant firstSeen(Fields incident) {
        Integer year = incident.number("year");
        Integer month = incident.number("month");
        Integer day = incident.number("day");
        if (year == null || month == null || month == 0) {
            return null;
        }
        try {
            LocalDate date = LocalDate.of(year, month, day == null || day == 0 ? 1 : day);
            return year < 1970 || year > 9999 ? null : date.atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            incident.problems().add(incident.path(), "has a year, month and day that are no date");
            return null;
        }
    }

    /** Kinds of actors, such as organised crime, are not names: two of a kind are not the same. */
    private static Stream<String> names(Glimpse actor) {
        return Stream.of("external", "partner", "internal")
                .flatMap(kind -> actor.each(kind, "name"))
                .map(name -> name.text())
                .filter(VerisActions::says);
    }

    private static Stream<@Nullable String> assets(Glimpse all) {
        return all.each("asset", "assets").map(asset -> asset.text("variety"));
    }

    /** A kind of asset is a resource only together with whose it is: not every web server is the same. */
    private static void resources(Draft draft, Glimpse all) {
        String victim = all.text("victim", "victim_id");
        if (VerisActions.says(victim)) {
            draft.product(victim);
            assets(all).filter(Objects::nonNull).forEach(asset -> draft.resource(victim + "/" + asset));
        }
    }

    private static void observables(Draft draft, Glimpse all) {
        all.each("ioc")
                .map(ioc -> ioc.text("indicator"))
                .filter(Objects::nonNull)
                .forEach(indicator -> draft.observable(ObservableShape.of(indicator), indicator));
        draft.observable("Malware", all.text("action", "malware", "name"));
        draft.observable("Campaign", all.text("campaign_id"));
        Stream.of(all.text("action", "hacking", "cve"), all.text("action", "malware", "cve"))
                .filter(Objects::nonNull)
                .map(list -> CVE.matcher(Texts.cut(list, LONGEST_LIST_OF_CVES)))
                .flatMap(found -> found.results())
                .forEach(cve -> draft.observable(Observable.CVE, cve.group().toUpperCase(Locale.ROOT)));
    }

    private static void techniques(Draft draft, JsonNode said) {
        draft.technique(said.isTextual() ? said.textValue() : null);
        said.forEach(one -> techniques(draft, one));
    }
}

package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a finding of OCSF says was hit, what was seen there, and who did it. */
record OcsfEvidence(Fields event, List<Fields> infos, Draft draft) {

    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(1, Observable.HOSTNAME),
            Map.entry(2, Observable.IP_ADDRESS),
            Map.entry(3, "MAC Address"),
            Map.entry(4, Observable.USER_NAME),
            Map.entry(5, Observable.EMAIL_ADDRESS),
            Map.entry(6, Observable.URL),
            Map.entry(7, Observable.FILE_NAME),
            Map.entry(8, Observable.HASH),
            Map.entry(9, Observable.PROCESS_NAME),
            Map.entry(10, Observable.RESOURCE_UID),
            Map.entry(11, "Port"),
            Map.entry(12, "Subnet"),
            Map.entry(13, "Command Line"),
            Map.entry(14, "Country"),
            Map.entry(15, "Process ID"),
            Map.entry(16, "HTTP User-Agent"),
            Map.entry(17, Observable.CWE),
            Map.entry(18, Observable.CVE),
            Map.entry(19, "User Credential ID"),
            Map.entry(31, "User UID"),
            Map.entry(34, "Account Name"),
            Map.entry(35, "Account UID"),
            Map.entry(36, "Script Content"),
            Map.entry(37, "Serial Number"),
            Map.entry(44, "Advisory"),
            Map.entry(45, "File Path"));

    /** Names that OCSF gives to what has a name of its own everywhere else. */
    private static final Map<String, String> SAME = Map.of(
            "CVE Object: uid", Observable.CVE,
            "CWE Object: uid", Observable.CWE,
            "CVE UID", Observable.CVE,
            "CWE UID", Observable.CWE);

    private static final int ACTOR_ROLE = 2;

    /** Where a finding without resources says what it is about. */
    private static final List<String> ABOUT =
            List.of("device", "databucket", "database", "table", "application", "container");

    void read() {
        techniques();
        observables();
        Glimpse all = new Glimpse(event.node());
        all.each("evidences").forEach(this::seen);
        seen(all);
        all.each("osint").forEach(this::known);
        all.each("malware").forEach(malware -> {
            draft.observable("Malware Name", malware.text("name"));
            malware.each("cves").forEach(cve -> draft.observable(Observable.CVE, cve.text("uid")));
        });
    }

    private void techniques() {
        Stream.of(
                        infos.stream().flatMap(info -> info.objects("attacks").stream()),
                        infos.stream()
                                .flatMap(info -> info.objects("related_events").stream())
                                .flatMap(related -> related.objects("attacks").stream()),
                        event.objects("attacks").stream())
                .flatMap(attacks -> attacks)
                .forEach(attack -> draft.technique(Texts.first(
                        attack.object("sub_technique").text("uid"),
                        attack.object("technique").text("uid"))));
    }

    private void observables() {
        Stream.concat(
                        infos.stream()
                                .flatMap(info -> info.objects("related_events").stream())
                                .flatMap(related -> related.objects("observables").stream()),
                        event.objects("observables").stream())
                .forEach(observable -> {
                    JsonNode value = observable.raw("value");
                    if (value.isValueNode() && !value.isMissingNode()) {
                        Integer typeId = observable.number("type_id");
                        String type = Objects.requireNonNull(Texts.first(
                                observable.text("type"), typeId == null ? null : TYPES.get(typeId), "Unknown"));
                        draft.observable(SAME.getOrDefault(type, type), value.asText());
                    } else if (!value.isMissingNode()) {
                        observable.problems().add(observable.field("value"), "must be a single value");
                    }
                });
    }

    /** What a piece of evidence shows, which tools may also list as observables or not. */
    private void seen(Glimpse evidence) {
        for (String end : List.of("src_endpoint", "dst_endpoint", "device")) {
            draft.observable(Observable.IP_ADDRESS, evidence.text(end, "ip"));
            draft.observable(Observable.HOSTNAME, evidence.text(end, "hostname"));
        }
        draft.observable(Observable.HOSTNAME, evidence.text("query", "hostname"));
        draft.observable(Observable.URL, evidence.text("url", "url_string"));
        draft.observable(Observable.PROCESS_NAME, evidence.text("process", "name"));
        for (Glimpse file : List.of(evidence.at("file"), evidence.at("process", "file"))) {
            draft.observable(Observable.FILE_NAME, file.text("name"));
            file.each("hashes").forEach(hash -> draft.observable(Observable.HASH, hash.text("value")));
        }
        for (Glimpse user : List.of(evidence.at("user"), evidence.at("actor", "user"))) {
            draft.observable(Observable.USER_NAME, user.text("name"));
            draft.observable(Observable.EMAIL_ADDRESS, user.text("email_addr"));
        }
        draft.actor(account(evidence.at("actor", "user")));
    }

    /** What the source knows of it from elsewhere. */
    private void known(Glimpse osint) {
        osint.each("intrusion_sets").forEach(set -> draft.actor(set.text()));
        draft.actor(osint.text("threat_actor", "name"));
        draft.tlp(osint.text("tlp"));
        String type = osint.text("type");
        draft.observable(type == null ? "Unknown" : type, osint.text("value"));
        osint.each("attacks").forEach(attack -> {
            String technique = attack.text("sub_technique", "uid");
            draft.technique(technique == null ? attack.text("technique", "uid") : technique);
        });
    }

    /** @return what was hit, as listed; those in the role of an actor did it */
    List<Fields> resources(OcsfVulnerabilities vulnerabilities) {
        List<Fields> resources = new ArrayList<>(event.objects("resources"));
        resources.addAll(event.objects("resource"));
        infos.forEach(info -> resources.addAll(info.objects("resources")));
        for (Fields resource : resources) {
            if (Integer.valueOf(ACTOR_ROLE).equals(resource.number("role_id"))) {
                draft.actor(identity(resource));
            } else {
                draft.resource(identity(resource));
            }
        }
        if (!draft.hasResources()) {
            elsewhere(vulnerabilities);
        }
        return resources;
    }

    /** What the evidence is about, else the event, else observables that are resources, else the packages that are vulnerable. */
    private void elsewhere(OcsfVulnerabilities vulnerabilities) {
        Glimpse all = new Glimpse(event.node());
        all.each("evidences").forEach(evidence -> {
            evidence.each("resources").forEach(this::hit);
            hit(evidence.at("resource"));
            ABOUT.forEach(part -> hit(evidence.at(part)));
        });
        if (!draft.hasResources()) {
            ABOUT.forEach(part -> hit(all.at(part)));
        }
        if (!draft.hasResources()) {
            draft.observables().stream()
                    .filter(observable -> observable.type().equalsIgnoreCase(Observable.RESOURCE_UID))
                    .forEach(observable -> draft.resource(observable.value()));
        }
        if (!draft.hasResources()) {
            vulnerabilities.packages().forEach(draft::resource);
        }
    }

    private void hit(Glimpse thing) {
        draft.resource(thing.firstText("uid", "hostname", "name", "ip"));
    }

    private static @Nullable String identity(Fields resource) {
        return Texts.first(resource.id("uid"), resource.text("hostname"), resource.text("name"), resource.text("ip"));
    }

    /** Accounts of the same name in two places are two accounts, so the name counts last. */
    private static @Nullable String account(Glimpse user) {
        String name = user.text("name");
        String domain = user.text("domain");
        String unique = user.firstText("uid", "email_addr");
        return unique != null ? unique : name == null || domain == null ? name : domain + "\\" + name;
    }
}

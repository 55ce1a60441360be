package io.github.integratedresponse.signal.format;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of alerts of Microsoft Graph security. Each kind of evidence has fields of its own, so it is the fields that say what it
 * is, also of kinds that are yet to come. What attacked is an actor or an observable; what was hit is a resource.
 */
record GraphEvidence(List<Glimpse> all) {

    private static final Set<String> ATTACKING = Set.of("attacker", "source", "commandandcontrol");
    private static final String BESIDE = "contextual";

    static GraphEvidence of(Collection<Fields> alerts) {
        return new GraphEvidence(alerts.stream()
                .flatMap(alert -> new Glimpse(alert.node()).each("evidence"))
                .filter(Glimpse::isObject)
                .toList());
    }

    void into(Draft draft) {
        for (Glimpse evidence : all) {
            evidence.each("tags")
                    .map(tag -> tag.text())
                    .flatMap(Stream::ofNullable)
                    .forEach(draft::label);
            sensitivity(evidence).forEach(draft::marking);
            seen(evidence, draft);
        }
        // devices and what runs in clouds tell one incident from another better than mailboxes, and those better than
        // people
        List<Glimpse> hit = all.stream().filter(GraphEvidence::isHit).toList();
        hit.forEach(evidence -> draft.resource(thing(evidence)));
        hit.forEach(evidence -> draft.resource(evidence.firstText("primaryAddress", "upn")));
        hit.forEach(evidence -> draft.resource(account(evidence.at("userAccount"))));
        all.stream()
                .filter(GraphEvidence::attacks)
                .forEach(evidence -> draft.actor(account(evidence.at("userAccount"))));
    }

    /** Labels of Microsoft Purview, as a name, an id, or an object with them. */
    static Stream<String> sensitivity(Glimpse labelled) {
        return Stream.of("sensitivityLabel", "sensitivityLabels", "sensitivityLabelId", "sensitivityLabelIds")
                .flatMap(name -> Stream.concat(
                        labelled.each(name), labelled.at("fileDetails").each(name)))
                .map(label -> label.isObject()
                        ? label.firstText("displayName", "name", "id", "sensitivityLabelId")
                        : label.text())
                .flatMap(Stream::ofNullable)
                .map(label -> "Sensitivity label: " + label);
    }

    private static Set<String> roles(Glimpse evidence) {
        return evidence.each("roles")
                .map(role -> role.text())
                .flatMap(Stream::ofNullable)
                .map(role -> role.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static boolean attacks(Glimpse evidence) {
        return roles(evidence).stream().anyMatch(ATTACKING::contains);
    }

    private static boolean isHit(Glimpse evidence) {
        Set<String> roles = roles(evidence);
        return !attacks(evidence) && !(roles.size() == 1 && roles.contains(BESIDE));
    }

    /** A device, or what runs in a cloud. */
    private static @Nullable String thing(Glimpse evidence) {
        String cloud =
                evidence.firstText("resourceId", "amazonResourceId", "fullResourceName", "imageId", "containerId");
        if (cloud != null) {
            return cloud;
        }
        String device = evidence.firstText("deviceDnsName", "hostName", "deviceName", "azureAdDeviceId");
        if (device != null) {
            return device;
        }
        return evidence.text("appId") == null
                ? null
                : Texts.first(evidence.text("displayName"), evidence.text("appId"));
    }

    private static @Nullable String account(Glimpse account) {
        String unique = account.text("userPrincipalName");
        String name = account.text("accountName");
        String domain = account.text("domainName");
        if (unique != null || name == null) {
            return unique != null ? unique : account.firstText("azureAdUserId", "userSid");
        }
        return domain == null ? name : domain + "\\" + name;
    }

    private static void seen(Glimpse evidence, Draft draft) {
        draft.observable(Observable.HOSTNAME, evidence.firstText("deviceDnsName", "hostName"));
        draft.observable(Observable.HOSTNAME, evidence.text("domainName"));
        Stream.of("ipAddress", "lastIpAddress", "lastExternalIpAddress", "senderIp")
                .forEach(name -> draft.observable(Observable.IP_ADDRESS, evidence.text(name)));
        draft.observable(Observable.IP_ADDRESS, evidence.text("ipAddress", "ipAddress"));
        evidence.each("ipInterfaces").forEach(ip -> draft.observable(Observable.IP_ADDRESS, ip.text()));
        draft.observable(Observable.URL, evidence.text("url"));
        evidence.each("urls").forEach(url -> draft.observable(Observable.URL, url.text()));
        draft.observable("Registry Key", evidence.text("registryKey"));
        draft.observable(Observable.EMAIL_ADDRESS, evidence.text("primaryAddress"));
        draft.observable(Observable.EMAIL_ADDRESS, evidence.text("recipientEmailAddress"));
        draft.observable(Observable.EMAIL_ADDRESS, evidence.text("p1Sender", "emailAddress"));
        draft.observable(Observable.EMAIL_ADDRESS, evidence.text("p2Sender", "emailAddress"));
        draft.observable("Message UID", evidence.text("internetMessageId"));
        draft.observable("Command Line", evidence.text("processCommandLine"));
        draft.observable(Observable.USER_NAME, account(evidence.at("userAccount")));
        evidence.each("loggedOnUsers").forEach(user -> draft.observable(Observable.USER_NAME, account(user)));
        Stream.of("fileDetails", "imageFile", "parentProcessImageFile")
                .map(evidence::at)
                .forEach(file -> {
                    draft.observable(Observable.FILE_NAME, file.text("fileName"));
                    Stream.of("sha1", "sha256", "sha256Ac", "md5")
                            .forEach(hash -> draft.observable(Observable.HASH, file.text(hash)));
                });
        if (evidence.text("algorithm") != null) {
            draft.observable(Observable.HASH, evidence.text("value"));
        }
    }
}

package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cyber observables of STIX, and what its patterns look for, in the words that findings of other formats have for them. */
record StixObservables(Draft draft) {

    private static final String PATH = "File Path";

    /** A property of a type of object, and what its value is called. */
    private record Named(String property, String name) {}

    private static final Map<String, List<Named>> TYPES = Map.ofEntries(
            Map.entry("autonomous-system", List.of(new Named("number", "AS Number"))),
            Map.entry("directory", List.of(new Named("path", PATH))),
            Map.entry("domain-name", List.of(new Named("value", Observable.HOSTNAME))),
            Map.entry("email-addr", List.of(new Named("value", Observable.EMAIL_ADDRESS))),
            Map.entry(
                    "email-message",
                    List.of(new Named("message_id", "Message UID"), new Named("subject", "Email Subject"))),
            Map.entry("file", List.of(new Named("name", Observable.FILE_NAME))),
            Map.entry("ipv4-addr", List.of(new Named("value", Observable.IP_ADDRESS))),
            Map.entry("ipv6-addr", List.of(new Named("value", Observable.IP_ADDRESS))),
            Map.entry("mac-addr", List.of(new Named("value", "MAC Address"))),
            Map.entry("mutex", List.of(new Named("name", "Mutex"))),
            Map.entry(
                    "process",
                    List.of(new Named("name", Observable.PROCESS_NAME), new Named("command_line", "Command Line"))),
            Map.entry("url", List.of(new Named("value", Observable.URL))),
            Map.entry(
                    "user-account",
                    List.of(
                            new Named("account_login", Observable.USER_NAME),
                            new Named("user_id", Observable.USER_NAME))),
            Map.entry("windows-registry-key", List.of(new Named("key", "Registry Key Path"))),
            Map.entry("x509-certificate", List.of(new Named("serial_number", "Serial Number"))));

    /** Ends of paths that lead to another object, which has a type of its own. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "parent_directory_ref.path", PATH,
            "image_ref.name", Observable.FILE_NAME,
            "creator_user_ref.account_login", Observable.USER_NAME);

    /** @param object an object of its own, or one within observed data as STIX 2.0 has it */
    void read(JsonNode object) {
        Glimpse seen = new Glimpse(object);
        String type = StixBundle.type(object);
        List<Named> properties = TYPES.get(type);
        if (properties != null) {
            properties.forEach(one -> draft.observable(one.name(), seen.text(one.property())));
        } else if (!type.isEmpty()) {
            // a type that a tool made up
            draft.observable(type, seen.text("value"));
        }
        seen.at("hashes").node().forEach(hash -> draft.observable(Observable.HASH, new Glimpse(hash).text()));
    }

    void read(StixPattern.Comparison sought) {
        String name = name(sought.type(), sought.property());
        draft.observable(name == null ? ObservableShape.of(sought.value()) : name, sought.value());
    }

    private static @Nullable String name(String type, String property) {
        if (property.startsWith("hashes.")) {
            return Observable.HASH;
        }
        return TYPES.getOrDefault(type, List.of()).stream()
                .filter(one -> one.property().equals(property))
                .map(Named::name)
                .findFirst()
                .orElse(ELSEWHERE.get(property));
    }
}

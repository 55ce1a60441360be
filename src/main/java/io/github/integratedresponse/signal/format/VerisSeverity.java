package io.github.integratedresponse.signal.format;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How bad an incident of VERIS is. VERIS rates the impact on the organisation; where nobody rated it, what happened to its data and
 * services is taken.
 */
final class VerisSeverity {

    private static final int LOW = 2;
    private static final int MEDIUM = 3;
    private static final int HIGH = 4;

    /** A business-ending event is too late to respond to, as OCSF says of fatal; one absorbed by normal activities asks for little. */
    private static final Map<String, Integer> RATINGS = Map.of(
            "catastrophic", Severity.FATAL,
            "damaging", 5,
            "painful", HIGH,
            "distracting", MEDIUM,
            "insignificant", LOW);

    private static final Set<String> GONE = Set.of("Destruction", "Interruption", "Loss", "Obscuration");

    private VerisSeverity() {}

    static int of(Glimpse incident) {
        String certainty = Objects.requireNonNullElse(incident.text("security_incident"), "")
                .toLowerCase(Locale.ROOT);
        if (certainty.equals("false positive")) {
            return Severity.INFORMATIONAL;
        }
        if (certainty.equals("near miss")) {
            return LOW;
        }
        Integer rated = rated(incident.text("impact", "overall_rating"));
        return rated == null ? happened(incident.at("attribute")) : rated;
    }

    private static @Nullable Integer rated(@Nullable String rating) {
        return rating == null ? null : RATINGS.get(rating.toLowerCase(Locale.ROOT));
    }

    private static int happened(Glimpse attribute) {
        String disclosure = Objects.requireNonNullElse(attribute.text("confidentiality", "data_disclosure"), "");
        boolean gone = attribute
                .each("availability", "variety")
                .anyMatch(variety -> GONE.contains(Objects.requireNonNullElse(variety.text(), "")));
        boolean touched = attribute.at("integrity").isObject()
                || attribute.at("availability").isObject()
                || disclosure.equals("Potentially");
        boolean nothing = disclosure.equals("No");
        return disclosure.equals("Yes") || gone ? HIGH : touched ? MEDIUM : nothing ? LOW : Severity.UNKNOWN;
    }
}

package io.github.integratedresponse.signal.format;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened in an incident of VERIS: its actions, in the order in which VERIS lists them. */
record VerisActions(Glimpse action) {

    private static final List<String> CATEGORIES =
            List.of("malware", "hacking", "social", "misuse", "physical", "error", "environmental");

    private static final Set<String> NOTHING = Set.of("na", "other", "unknown");

    /** Whether one of the words that VERIS has to choose from says anything. */
    static boolean says(@Nullable String word) {
        return word != null && !NOTHING.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The first action and its first variety: {@code hacking/Exploit vuln}. */
    @Nullable
    String kind() {
        return all().findFirst().orElse(action.node().has("unknown") ? "unknown" : null);
    }

    /** Every action with its first variety. */
    Stream<String> all() {
        return CATEGORIES.stream()
                .filter(category -> action.node().has(category))
                .map(category -> {
                    String variety = action.each(category, "variety")
                            .map(one -> one.text())
                            .filter(VerisActions::says)
                            .findFirst()
                            .orElse(null);
                    return variety == null ? category : category + "/" + variety;
                });
    }

    /** For people, when nobody wrote a summary. */
    @Nullable
    String told() {
        String kind = kind();
        return kind == null ? null : "Incident: " + kind;
    }
}

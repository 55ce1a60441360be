package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.process.Problems;
import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a file as somebody gave it: kept as a text, never used as a path, and harmless where it is saved later. */
final class FileName {

    private static final int LONGEST = 150;
    private static final String FIELD = "fileName";

    /** No path, nothing that turns the direction of writing, no half letters, and nothing that Windows keeps for itself. */
    private static final Pattern WRONG = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]");

    private static final Pattern DEVICE =
            Pattern.compile("(?:con|prn|aux|nul|com\\d|lpt\\d)\\..*", Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** @param allowed endings, in small letters */
    static String of(@Nullable String given, Set<String> allowed, Problems problems) {
        String name = given == null
                ? ""
                : Normalizer.normalize(given, Normalizer.Form.NFC).strip();
        if (name.isEmpty()) {
            problems.add(FIELD, "must be the name of the file");
            return name;
        }
        problems.addIf(name.length() > LONGEST, FIELD, "may be " + LONGEST + " characters long at most");
        boolean bad = WRONG.matcher(name).find()
                || name.startsWith(".")
                || name.endsWith(".")
                || DEVICE.matcher(name).matches();
        problems.addIf(
                bad,
                FIELD,
                "must be a name without a path, control characters or any of : * ? \" < > |, and not begin or end with a dot");
        problems.addIf(
                !bad && (name.indexOf('.') < 0 || !allowed.contains(EvidenceKind.ending(name))),
                FIELD,
                "must end with one of ." + String.join(", .", allowed)
                        + "; put anything else, such as programs and web pages, into a ZIP archive with a password");
        return name;
    }
}

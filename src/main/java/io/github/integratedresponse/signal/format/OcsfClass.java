package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.signal.format.SignalReader.NotTaken;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of findings that OCSF 1.x has. */
enum OcsfClass {
    /** Until 1.1, when the others took its place. */
    SECURITY_FINDING(2001),
    VULNERABILITY_FINDING(2002),
    COMPLIANCE_FINDING(2003),
    DETECTION_FINDING(2004),
    INCIDENT_FINDING(2005),
    DATA_SECURITY_FINDING(2006),
    APPLICATION_SECURITY_POSTURE_FINDING(2007),
    IAM_ANALYSIS_FINDING(2008);

    static final String TAKEN = "findings are taken: classes 2001 to 2008";

    private static final int FIRST = 1001;

    private final int uid;

    OcsfClass(int uid) {
        this.uid = uid;
    }

    /** Whether an item says, in any field, which class it is of. */
    static boolean isSaid(JsonNode item) {
        return Stream.of("class_uid", "class_name", "type_uid", "type_name", "finding_info", "finding_info_list")
                .anyMatch(item::has);
    }

    /**
     * The class by its number, else by its type's number, else by a name in any spelling.
     *
     * @return {@code null} when the problems of the event say what is wrong
     */
    static @Nullable OcsfClass of(Fields event) throws NotTaken {
        JsonNode uid = event.raw("class_uid");
        if (uid.isTextual() && !uid.textValue().strip().matches("\\d{1,9}")) {
            return named(event, "class_uid", uid.textValue());
        }
        Integer number = event.number("class_uid");
        if (number == null && !event.has("class_uid")) {
            Integer type = event.number("type_uid");
            number = type == null ? null : Integer.valueOf(type / 100);
        }
        if (number != null) {
            return numbered(event, number);
        }
        String name = event.text("class_name");
        if (name != null) {
            return named(event, "class_name", name);
        }
        String typeName = event.text("type_name");
        if (typeName != null) {
            return named(event, "type_name", typeName.replaceFirst(":.*", ""));
        }
        event.problems()
                .addIf(
                        !event.has("class_uid") && !event.has("class_name"),
                        "class_uid",
                        "is missing; of OCSF, " + TAKEN);
        return null;
    }

    private static @Nullable OcsfClass numbered(Fields event, int number) throws NotTaken {
        Optional<OcsfClass> known =
                Arrays.stream(values()).filter(one -> one.uid == number).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (number < FIRST) {
            event.problems().add("class_uid", "is no class of OCSF; of OCSF, " + TAKEN);
            return null;
        }
        throw new NotTaken("class_uid", "class " + number + " is not supported; of OCSF, " + TAKEN);
    }

    private static @Nullable OcsfClass named(Fields event, String field, String name) {
        String letters = letters(name);
        for (OcsfClass known : values()) {
            if (letters(known.name()).equals(letters)) {
                return known;
            }
        }
        event.problems().add(field, "names no class of findings that is known; of OCSF, " + TAKEN);
        return null;
    }

    private static String letters(String name) {
        return Texts.cut(name, 100).replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}

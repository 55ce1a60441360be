package io.github.integratedresponse.signal.format;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the source did with a finding of OCSF. A source that suppresses, resolves, archives or deletes a finding has closed it, whatever
 * the activity is called; so has a check that passes.
 */
final class OcsfActivity {

    private static final Set<Integer> CLOSED = Set.of(3, 4, 5, 6);
    private static final Set<Integer> CLOSED_INCIDENT = Set.of(4, 5);
    private static final Set<String> CLOSED_NAMES =
            Set.of("suppressed", "resolved", "archived", "deleted", "closed", "fixed");
    private static final Set<String> PASSED_NAMES = Set.of("pass", "passed", "compliant");
    private static final int UNKNOWN = 0;
    private static final int OTHER = 99;

    private static final Map<Integer, Finding.Activity> ACTIVITIES = Map.of(
            UNKNOWN,
            Finding.Activity.CREATE,
            1,
            Finding.Activity.CREATE,
            2,
            Finding.Activity.UPDATE,
            3,
            Finding.Activity.CLOSE,
            // of a data security finding: suppressed
            4,
            Finding.Activity.CLOSE);
    private static final Map<String, Finding.Activity> NAMES = Map.of(
            "create", Finding.Activity.CREATE,
            "update", Finding.Activity.UPDATE,
            "close", Finding.Activity.CLOSE,
            "suppressed", Finding.Activity.CLOSE);

    private OcsfActivity() {}

    static Finding.Activity of(Fields event, OcsfClass kind) {
        // all of it is read, so that everything wrong is named
        Finding.Activity said = said(event);
        boolean closed = isClosed(event, kind);
        return closed || hasPassed(event, kind) ? Finding.Activity.CLOSE : said;
    }

    /** Whether it is about a control that is met. */
    static boolean hasPassed(Fields event, OcsfClass kind) {
        if (kind != OcsfClass.COMPLIANCE_FINDING) {
            return false;
        }
        Fields compliance = event.object("compliance");
        Integer id = compliance.number("status_id");
        return isMeant(id) ? Integer.valueOf(1).equals(id) : isNamed(compliance.id("status"), PASSED_NAMES);
    }

    private static boolean isClosed(Fields event, OcsfClass kind) {
        boolean old = kind == OcsfClass.SECURITY_FINDING;
        Integer id = event.number(old ? "state_id" : "status_id");
        return isMeant(id)
                ? (kind == OcsfClass.INCIDENT_FINDING ? CLOSED_INCIDENT : CLOSED).contains(id)
                : isNamed(event.id(old ? "state" : "status"), CLOSED_NAMES);
    }

    private static Finding.Activity said(Fields event) {
        Integer id = event.number("activity_id");
        String name = event.id("activity_name");
        if (isMeant(id)) {
            return ACTIVITIES.getOrDefault(id, Finding.Activity.OTHER);
        }
        if (name != null) {
            return NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), Finding.Activity.OTHER);
        }
        if (id != null) {
            return id == UNKNOWN ? Finding.Activity.CREATE : Finding.Activity.OTHER;
        }
        Integer type = event.number("type_uid");
        String typeName = event.id("type_name");
        if (type != null) {
            return ACTIVITIES.getOrDefault(Math.floorMod(type, 100), Finding.Activity.OTHER);
        }
        return typeName == null
                ? Finding.Activity.CREATE
                : NAMES.getOrDefault(
                        typeName.replaceFirst("^[^:]*:", "").strip().toLowerCase(Locale.ROOT), Finding.Activity.CREATE);
    }

    private static boolean isMeant(@Nullable Integer id) {
        return id != null && id != UNKNOWN && id != OTHER;
    }

    private static boolean isNamed(@Nullable String name, Set<String> names) {
        return name != null && names.contains(name.toLowerCase(Locale.ROOT));
    }
}

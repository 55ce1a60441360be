package io.github.integratedresponse.access;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/** Makes up names for what must not be called by its name. They say nothing: not of whom, nor of what, nor of when. */
final class CodeNames {

    private static final List<String> FIRST = List.of(
            "Quiet",
            "Amber",
            "Northern",
            "Silver",
            "Gentle",
            "Hollow",
            "Early",
            "Distant",
            "Velvet",
            "Copper",
            "Winding",
            "Pale",
            "Humble",
            "Mellow",
            "Sunlit",
            "Marble",
            "Ancient",
            "Brisk",
            "Candid",
            "Cedar",
            "Drifting",
            "Even",
            "Faded",
            "Golden",
            "Hidden",
            "Ivory",
            "Jade",
            "Kindred",
            "Lunar",
            "Misty");
    private static final List<String> SECOND = List.of(
            "Harbour", "Meadow", "Lantern", "Orchard", "Compass", "Heron", "Valley", "Anchor", "Thistle", "Bridge",
            "Canyon", "Dune", "Ember", "Fjord", "Glacier", "Hedge", "Island", "Juniper", "Kestrel", "Lagoon", "Maple",
            "Nectar", "Otter", "Pebble", "Quarry", "Ridge", "Sparrow", "Tundra", "Willow", "Zephyr");
    private static final SecureRandom RANDOM = new SecureRandom();

    private CodeNames() {}

    /** Such as {@code quiet-harbour-417}: what the engine allows as the id of a tenant. */
    static String next() {
        return "%s-%s-%03d"
                .formatted(
                        FIRST.get(RANDOM.nextInt(FIRST.size())),
                        SECOND.get(RANDOM.nextInt(SECOND.size())),
                        RANDOM.nextInt(1_000))
                .toLowerCase(Locale.ROOT);
    }
}

package io.github.integratedresponse.access;

import java.security.SecureRandom;
import java.util.List;

/** Makes names that say nothing about what they stand for, such as {@code restricted-quiet-harbour-17}. */
final class CodeNames {

    private static final List<String> FIRST = List.of(
            "amber",
            "broad",
            "calm",
            "clear",
            "cool",
            "early",
            "even",
            "gentle",
            "green",
            "high",
            "late",
            "light",
            "long",
            "low",
            "mild",
            "narrow",
            "new",
            "northern",
            "old",
            "open",
            "pale",
            "plain",
            "quiet",
            "round",
            "silver",
            "slow",
            "small",
            "smooth",
            "soft",
            "southern",
            "steady",
            "still",
            "tall",
            "warm",
            "western",
            "wide");
    private static final List<String> SECOND = List.of(
            "anchor", "bay", "birch", "brook", "cedar", "cliff", "cloud", "coast", "field", "garden", "grove",
            "harbour", "heath", "hill", "island", "lake", "lantern", "ledge", "maple", "meadow", "mill", "moor",
            "orchard", "path", "pebble", "pier", "pine", "pond", "ridge", "river", "shore", "spring", "stone", "valley",
            "willow", "wood");

    private final SecureRandom random = new SecureRandom();

    String next() {
        return "restricted-%s-%s-%d"
                .formatted(
                        FIRST.get(random.nextInt(FIRST.size())),
                        SECOND.get(random.nextInt(SECOND.size())),
                        10 + random.nextInt(990));
    }
}

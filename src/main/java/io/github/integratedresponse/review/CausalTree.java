package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whys of a review as they explain each other: a tree, or several when an incident had independent causes. */
record CausalTree(List<Why> whys) {

    /** Toyota's five whys: fewer seldom reach what an organisation can change. */
    static final int USUAL_DEPTH = 5;

    /** Where a why hangs, before anybody knows whether that makes a tree. */
    record Place(int no, @Nullable Integer parent) {}

    CausalTree {
        whys = List.copyOf(whys);
    }

    List<Why> rootCauses() {
        return whys.stream().filter(Why::rootCause).toList();
    }

    /** Adds to {@code problems} what keeps these places, in the order of the form's rows, from being a tree. */
    static void check(List<Place> places, Problems problems) {
        Map<Integer, @Nullable Integer> parents = new HashMap<>();
        places.forEach(place -> parents.putIfAbsent(place.no(), place.parent()));
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            String row = "whys[" + (i + 1) + "].";
            problems.addIf(
                    !seen.add(place.no()), row + "no", "number " + place.no() + " is given to more than one why");
            if (place.parent() == null) {
                continue;
            }
            if (!parents.containsKey(place.parent())) {
                problems.add(row + "parent", "there is no why with number " + place.parent());
            } else {
                problems.addIf(
                        levelOf(place.no(), parents) == 0,
                        row + "parent",
                        "goes round in a circle: no. " + place.no() + " ends up explaining itself");
            }
        }
    }

    /** @return the level of each number; only for places that {@link #check} found nothing wrong with */
    static Map<Integer, Integer> levels(List<Place> places) {
        Map<Integer, @Nullable Integer> parents = new HashMap<>();
        places.forEach(place -> parents.put(place.no(), place.parent()));
        Map<Integer, Integer> levels = new HashMap<>();
        parents.keySet().forEach(no -> levels.put(no, levelOf(no, parents)));
        return levels;
    }

    /** @return 0 when the way up never ends */
    private static int levelOf(int no, Map<Integer, @Nullable Integer> parents) {
        int level = 1;
        Integer above = parents.get(no);
        while (above != null) {
            if (++level > parents.size()) {
                return 0;
            }
            above = parents.get(above);
        }
        return level;
    }
}

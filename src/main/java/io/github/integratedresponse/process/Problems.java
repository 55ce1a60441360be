package io.github.integratedresponse.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything that is wrong with an input before it is refused, so that a person mends it in one go. Of an input that is wrong
 * in more ways than anybody reads, the first {@value #MOST} are kept.
 */
public final class Problems {

    public static final int MOST = 10_000;

    private final List<Problem> found = new ArrayList<>();

    public Problems add(String field, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(field, message));
        }
        return this;
    }

    public Problems addIf(boolean wrong, String field, String message) {
        return wrong ? add(field, message) : this;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }

    /** @throws InvalidInput with every problem collected so far, if there is any */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInput(found);
        }
    }
}

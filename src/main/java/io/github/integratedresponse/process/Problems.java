package io.github.integratedresponse.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with an input before it is refused, so that a person mends it in one go. Of an input that is wrong
 * in more ways than anybody reads, the first {@value #MOST} are kept.
 */
public final class Problems {

    public static final int MOST = 10_000;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

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

    /**
     * A time that was said may lie anywhere in the calendar people use; ISO 8601 can write years that no column holds.
     *
     * @param time {@code null} where none was said, which is no problem here
     */
    public Problems addUnlessInCalendar(String field, @Nullable Instant time) {
        return addIf(
                time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST)),
                field,
                "must lie between the years 1 and 9999");
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

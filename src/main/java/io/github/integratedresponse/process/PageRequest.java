package io.github.integratedresponse.process;

import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for. */
public record PageRequest(int page, int size) {

    public static final int LARGEST = 200;
    public static final int USUAL = 50;

    private static final int LAST_PAGE = 1_000_000;

    /** @throws InvalidInput when there can't be such a page */
    public static PageRequest of(@Nullable Integer page, @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = of(page, size, problems);
        problems.throwIfAny();
        return asked;
    }

    /** Adds what is wrong to {@code problems}, so that a list can name it together with what is wrong with its filters. */
    public static PageRequest of(@Nullable Integer page, @Nullable Integer size, Problems problems) {
        int number = page == null ? 0 : page;
        int length = size == null ? USUAL : size;
        problems.addIf(number < 0 || number > LAST_PAGE, "page", "must be between 0 and " + LAST_PAGE);
        problems.addIf(length < 1 || length > LARGEST, "size", "must be between 1 and " + LARGEST);
        return new PageRequest(number, length);
    }

    /** How many items come before this page. */
    public long offset() {
        return (long) page * size;
    }
}

package io.github.integratedresponse.process;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, as the API answers it.
 *
 * @param page counted from 0
 * @param size how many items a page holds at most
 * @param total how many items there are on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> items, PageRequest asked, long total) {
        return new Page<>(items, asked.page(), asked.size(), total);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), page, size, total);
    }
}

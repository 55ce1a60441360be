package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.signal.format.Refusal;
import io.github.integratedresponse.signal.format.Refusal.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Items of a stream that are taken in together, and those between them that are no items. */
final class Chunk {

    private static final int MOST_ITEMS = 500;
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private final long first;
    private final List<JsonBody.Item> items = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final SortedMap<Integer, List<Receipt>> receipts = new TreeMap<>();
    private int size;
    private int characters;

    /** @param first which number its first item has in the stream */
    Chunk(long first) {
        this.first = first;
    }

    void add(Piece piece) {
        int place = size++;
        characters += piece.size();
        if (piece.problem() != null) {
            refuse(place, List.of(piece.problem()));
            return;
        }
        try {
            items.add(JsonBody.item(Objects.requireNonNull(piece.text())));
            places.add(place);
        } catch (InvalidInput e) {
            refuse(place, e.problems());
        }
    }

    private void refuse(int place, List<Problem> problems) {
        put(place, Receipt.refused(new Refusal(Cause.MALFORMED, problems)));
    }

    private void put(int place, Receipt receipt) {
        receipts.computeIfAbsent(place, key -> new ArrayList<>()).add(receipt.of(first + place));
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size >= MOST_ITEMS || characters >= MOST_CHARACTERS;
    }

    int size() {
        return size;
    }

    /** What is to be taken in. */
    List<JsonBody.Item> items() {
        return List.copyOf(items);
    }

    /**
     * @param taken what became of {@link #items}
     * @return what is answered, in the order of the stream
     */
    List<Receipt> receipts(List<Receipt> taken) {
        for (Receipt receipt : taken) {
            put(places.get(Math.toIntExact(Objects.requireNonNull(receipt.item()))), receipt);
        }
        return receipts.values().stream().flatMap(Collection::stream).toList();
    }
}

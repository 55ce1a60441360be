package io.github.integratedresponse.signal;

import java.io.IOException;

/**
 * Items with a separator between them: lines of NDJSON, or the records of a JSON text sequence (RFC 7464). No item can hold the separator,
 * for JSON writes both as escapes inside texts; so after a broken item the next one begins where it should. Blank lines are no items.
 */
final class LineSplitter implements Splitter {

    private static final byte LINE_FEED = '\n';
    private static final byte RECORD_SEPARATOR = 0x1E;

    private final byte separator;
    private final ItemBuffer item;
    private boolean first = true;

    private LineSplitter(byte separator, int longest) {
        this.separator = separator;
        this.item = new ItemBuffer(longest);
    }

    static Splitter lines(int longest) {
        return new LineSplitter(LINE_FEED, longest);
    }

    static Splitter records(int longest) {
        return new LineSplitter(RECORD_SEPARATOR, longest);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink sink) throws IOException, Unreadable {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == separator) {
                item.add(bytes, start, i);
                give(sink);
                start = i + 1;
            }
        }
        item.add(bytes, start, to);
    }

    @Override
    public void end(Sink sink) throws IOException {
        give(sink);
    }

    private void give(Sink sink) throws IOException {
        if (item.isBlank()) {
            item.clear();
            return;
        }
        Piece piece = item.take();
        String text = piece.text();
        if (first && text != null && text.startsWith("\uFEFF")) {
            piece = Piece.of(text.substring(1));
        }
        first = false;
        sink.accept(piece);
    }
}

package io.github.integratedresponse.signal;

import java.io.IOException;

/**
 * The items of one JSON list, or the one object that stands in its place. It follows texts, escapes and depth only as far as it takes to
 * find where an item ends: whether the item is right is for whoever reads it. A list that is broken between its items can't be read on.
 */
final class ListSplitter implements Splitter {

    private enum State {
        START,
        FIRST,
        NEXT,
        NESTED,
        TEXT,
        WORD,
        AFTER,
        OVER
    }

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ItemBuffer item;
    private State state = State.START;
    private boolean list;
    private boolean escaped;
    private boolean quoted;
    private long depth;
    private int marked;
    private long before;

    ListSplitter(int longest) {
        this.item = new ItemBuffer(longest);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink sink) throws IOException, Unreadable {
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (state == State.WORD && ends(b)) {
                item.add(bytes, start, i);
                give(sink);
            }
            switch (state) {
                case START, FIRST, NEXT, AFTER, OVER -> {
                    start = i;
                    between(b, before + i - from);
                }
                case NESTED, TEXT -> {
                    if (completes(b)) {
                        item.add(bytes, start, i + 1);
                        give(sink);
                    }
                }
                case WORD -> {}
            }
        }
        if (within()) {
            item.add(bytes, start, to);
        }
        before += to - from;
    }

    private boolean within() {
        return state == State.NESTED || state == State.TEXT || state == State.WORD;
    }

    private void give(Sink sink) throws IOException {
        state = list ? State.AFTER : State.OVER;
        sink.accept(item.take());
    }

    private static boolean ends(byte b) {
        return ItemBuffer.blank(b) || b == ',' || b == ']';
    }

    private void between(byte b, long at) throws Unreadable {
        if (ItemBuffer.blank(b)) {
            return;
        }
        switch (state) {
            case START -> begin(b, at);
            case FIRST, NEXT -> {
                if (b == ']' && state == State.FIRST) {
                    state = State.OVER;
                } else if (b == ']' || b == ',' || b == '}' || b == ':') {
                    throw Unreadable.at(at, "the list has no item where one must be,");
                } else {
                    value(b);
                }
            }
            case AFTER -> {
                if (b != ',' && b != ']') {
                    throw Unreadable.at(at, "the list has neither a comma nor its end after an item,");
                }
                state = b == ',' ? State.NEXT : State.OVER;
            }
            default -> throw Unreadable.at(at, "goes on after its end,");
        }
    }

    private void begin(byte b, long at) throws Unreadable {
        if (marked < MARK.length && at == marked && b == MARK[marked]) {
            marked++;
        } else if (marked > 0 && marked < MARK.length) {
            throw Unreadable.at(at, "must be an object or a list of objects, not what begins");
        } else if (b == '[') {
            list = true;
            state = State.FIRST;
        } else if (b == '{') {
            value(b);
        } else {
            throw Unreadable.at(at, "must be an object or a list of objects, not what begins");
        }
    }

    private void value(byte b) {
        escaped = false;
        quoted = false;
        depth = 0;
        if (b == '{' || b == '[') {
            state = State.NESTED;
            depth = 1;
        } else {
            state = b == '"' ? State.TEXT : State.WORD;
            quoted = b == '"';
        }
    }

    /** @return whether this byte is the last of the item */
    private boolean completes(byte b) {
        if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = b == '\\';
            quoted = b != '"';
            return state == State.TEXT && !quoted;
        } else if (b == '"') {
            quoted = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
            return depth == 0;
        }
        return false;
    }

    @Override
    public void end(Sink sink) throws Unreadable {
        if (state == State.START) {
            throw new Unreadable("is empty");
        }
        if (state != State.OVER) {
            throw Unreadable.at(before, list ? "breaks off before the end of the list" : "breaks off before its end");
        }
    }
}

package io.github.integratedresponse.signal;

import java.io.IOException;

/**
 * Cuts a body into its items, exactly as they came, whatever reads it arrives in. It keeps one item at most, and of one that is too long
 * nothing but that it was.
 */
interface Splitter {

    /** Where items go. What it throws ends the feeding. */
    interface Sink {
        void accept(Piece piece) throws IOException;
    }

    /** @throws Unreadable when there can be no items any more; what was given to the sink before stands */
    void feed(byte[] bytes, int from, int to, Sink sink) throws IOException, Unreadable;

    /**
     * The body has ended, as its sender meant it to.
     *
     * @throws Unreadable when it may not end there
     */
    void end(Sink sink) throws IOException, Unreadable;

    /** The body has no items from there on. */
    final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }

        /** @param at how many bytes stood before, unpacked */
        static Unreadable at(long at, String message) {
            return new Unreadable(message + " at byte " + at);
        }
    }
}

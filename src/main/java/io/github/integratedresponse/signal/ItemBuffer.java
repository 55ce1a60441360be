package io.github.integratedresponse.signal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one item while they come in. */
final class ItemBuffer {

    /** An item that is so many times longer than it may be never ends. */
    private static final long HOPELESS = 100;

    private static final int USUAL = 16 * 1024;

    private final int longest;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private byte[] bytes = new byte[USUAL];
    private long length;
    private boolean blank = true;

    /** @param longest how many bytes an item may have */
    ItemBuffer(int longest) {
        this.longest = longest;
    }

    void add(byte[] from, int start, int end) throws Splitter.Unreadable {
        int more = end - start;
        for (int i = start; blank && i < end; i++) {
            blank = blank(from[i]);
        }
        if (length + more <= longest) {
            int room = Math.toIntExact(length) + more;
            if (room > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(longest, Math.max(room, 2 * bytes.length)));
            }
            System.arraycopy(from, start, bytes, Math.toIntExact(length), more);
        }
        length += more;
        if (length > HOPELESS * longest) {
            throw new Splitter.Unreadable("an item goes on for more than " + HOPELESS * longest + " bytes");
        }
    }

    boolean isBlank() {
        return blank;
    }

    /** Whatever JSON allows between values. */
    static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    void clear() {
        length = 0;
        blank = true;
        if (bytes.length > 4 * USUAL) {
            bytes = new byte[USUAL];
        }
    }

    /** @return what came, and begins anew */
    Piece take() {
        Piece piece = piece();
        clear();
        return piece;
    }

    private Piece piece() {
        if (length > longest) {
            return Piece.refused("may be " + longest + " bytes at most");
        }
        try {
            return Piece.of(utf8.decode(ByteBuffer.wrap(bytes, 0, Math.toIntExact(length)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Piece.refused("is not valid UTF-8");
        }
    }
}

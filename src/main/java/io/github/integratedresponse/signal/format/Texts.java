package io.github.integratedresponse.signal.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Texts from outside, brought to a length that can be stored and indexed. */
public final class Texts {

    private static final int LONGEST_KEY = 500;
    private static final int KEPT_OF_A_KEY = 400;

    private Texts() {}

    /** The first that is there. */
    static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The beginning of a text that only people read. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** A text that tells one thing from another: too long a one keeps its beginning, and a digest of the whole. */
    static String key(String text) {
        if (text.length() <= LONGEST_KEY) {
            return text;
        }
        return cut(text, KEPT_OF_A_KEY) + digest(text);
    }

    /** @return SHA-256, in hexadecimal digits */
    public static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** @return the first eight bytes of the SHA-256 */
    static long shortDigest(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.integratedresponse.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How one event is tied to the one before it: SHA-256 over the previous hash, the place in the chain, the time of sealing and every
 * column of the event, each as UTF-8 text after its length in four bytes, a missing one as the length -1. So no two events read alike.
 */
final class Chain {

    /** What stands before the first event: 32 zero bytes. */
    private static final byte[] GENESIS = new byte[32];

    private static final String FORM = "integrated-response audit 1";

    private Chain() {}

    static byte[] genesis() {
        return GENESIS.clone();
    }

    static byte[] hash(byte[] previous, long seq, long sealedAt, Recorded event) {
        MessageDigest digest = sha256();
        add(digest, FORM);
        digest.update(previous);
        add(digest, seq);
        add(digest, sealedAt);
        add(digest, event.id());
        add(digest, event.category());
        add(digest, event.kind());
        add(digest, event.actor());
        add(digest, event.subject());
        add(digest, event.incidentId());
        add(digest, event.businessKey());
        add(digest, event.at());
        add(digest, event.text());
        return digest.digest();
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static void add(MessageDigest digest, @Nullable Object value) {
        if (value == null) {
            digest.update(length(-1));
            return;
        }
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(length(bytes.length));
        digest.update(bytes);
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

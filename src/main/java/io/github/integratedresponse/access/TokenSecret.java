package io.github.integratedresponse.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client presents: the public id of its token and the secret half, which is never kept and never printed. */
final class TokenSecret {

    /** Every token begins like this, so that scanners for leaked secrets can tell one. */
    static final String PREFIX = "irt_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final int RANDOM_BYTES = 32;

    private final String id;
    private final String secret;

    private TokenSecret(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** @return a new one: 256 bits that nobody can guess */
    static TokenSecret random(SecureRandom random) {
        byte[] id = new byte[8];
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        return new TokenSecret(
                HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static Optional<TokenSecret> parse(String presented) {
        Matcher form = FORM.matcher(presented);
        return form.matches() ? Optional.of(new TokenSecret(form.group(1), form.group(2))) : Optional.empty();
    }

    String id() {
        return id;
    }

    /** The whole of it, for the one answer that shows it. */
    String reveal() {
        return PREFIX + id + "_" + secret;
    }

    /** 256 random bits can't be guessed however fast the hash is; a slow one would only slow every request. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + id + "_***";
    }
}

package io.github.integratedresponse.outgoing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver that a body comes from this platform and was sent just now: {@code t=<seconds since 1970>,v1=<hex>}, where v1 is
 * HMAC-SHA256 over {@code t}, a full stop, and the body. While a secret is changed there are two v1, one for each.
 */
public final class WebhookSignature {

    public static final String HEADER = "Integrated-Response-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    public static String of(WebhookSecrets secrets, Instant now, byte[] body) {
        long time = now.getEpochSecond();
        return "t=" + time
                + secrets.values().stream()
                        .map(secret -> ",v1=" + hmac(secret, time, body))
                        .collect(Collectors.joining());
    }

    private static String hmac(String secret, long time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.integratedresponse.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of the chain at one moment. Kept where nobody who administers the database can change it, it proves later that nothing up to
 * here was cut off or written anew.
 *
 * @param seq the place of the last sealed event, 0 when there is none
 * @param hash its hash, in hexadecimal
 * @param sealedAt when it was sealed
 * @param count how many events the chain holds
 */
public record Anchor(long seq, String hash, @Nullable Instant sealedAt, long count) {}

package io.github.integratedresponse.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token as it may be shown: everything but its secret.
 *
 * @param owner the person whose roles bound what it can do
 * @param scopes ids of {@link TokenScope}
 * @param lastUsedAt exact to the minute
 */
record AccessToken(
        String id,
        String name,
        String owner,
        List<String> scopes,
        Instant endsAt,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {

    AccessToken {
        scopes = List.copyOf(scopes);
    }
}

package io.github.integratedresponse.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person that tells everything which waited for them.
 *
 * @param triedAt when it was tried last
 * @param open whether it is still on its way
 */
record Digest(long id, Instant writtenAt, @Nullable Instant triedAt, boolean open) {}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Incidents that triage finds to be another one. Unlike {@link Merging}, nothing has to be stopped: the process knows. */
@Component
class Duplicates {

    private final Incidents incidents;
    private final Closing closing;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    Duplicates(Incidents incidents, Closing closing, Timeline timeline, JdbcClient jdbc, Restrictions restrictions) {
        this.incidents = incidents;
        this.closing = closing;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /** @return why the one can't go on as the other, in words for the person who asked; empty when it can */
    Optional<String> obstacle(Incident duplicate, Incident other) {
        if (duplicate.id() == other.id()) {
            return Optional.of("must be another incident than this one");
        }
        if (other.mergedIntoId() != null) {
            return Optional.of(other.number() + " was itself merged, into "
                    + restrictions.publicName(
                            other.mergedIntoId(),
                            incidents.byId(other.mergedIntoId()).number()));
        }
        if (other.stage() == Stage.CLOSED) {
            return Optional.of(other.number() + " is closed; reopen it first");
        }
        return Optional.empty();
    }

    /**
     * Closes the duplicate and gives its signals and products to the other. Doing it again changes nothing.
     *
     * @throws InvalidInput when the other was closed or merged meanwhile
     */
    @Transactional
    void merge(long duplicateId, long otherId, String actor) {
        // always in the same order, so that two merges that meet wait for each other
        incidents.locked(Math.min(duplicateId, otherId));
        incidents.locked(Math.max(duplicateId, otherId));
        Incident duplicate = incidents.byId(duplicateId);
        if (Long.valueOf(otherId).equals(duplicate.mergedIntoId())) {
            return;
        }
        Incident other = incidents.byId(otherId);
        obstacle(duplicate, other).ifPresent(words -> {
            throw new InvalidInput(List.of(new Problem("duplicateOf", words)));
        });
        jdbc.sql(
                        "update response.incident set merged_into_id = ?, verdict = 'DUPLICATE', version = version + 1 where id = ?")
                .param(otherId)
                .param(duplicateId)
                .update();
        timeline.append(
                duplicateId, "merged", actor, "Merged into " + restrictions.publicName(other.id(), other.number()));
        closing.close(duplicateId);
    }
}

package io.github.integratedresponse.repair;

import io.github.integratedresponse.sla.OwnDueDate;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets the clock of a whole repair item promise the item's own due date, as it was decided or moved last. */
@Component
class RepairDueDate implements OwnDueDate {

    private final JdbcClient jdbc;

    RepairDueDate(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Instant> of(String clockName, String processInstanceId) {
        if (!clockName.equals("repair-item")) {
            return Optional.empty();
        }
        return jdbc.sql("select due_at from response.repair_item where process_instance_id = ? and due_at is not null")
                .param(processInstanceId)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** An accepted risk puts the item off; it gets a new due date when it wakes. */
    @Override
    public boolean mayStandStill(String clockName) {
        return true;
    }
}

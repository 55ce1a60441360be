package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.sla.OwnDueDate;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets the clock of a communication promise the date that the law gives. */
@Component
class DutyDueDate implements OwnDueDate {

    private final DutyRecords records;

    DutyDueDate(DutyRecords records) {
        this.records = records;
    }

    @Override
    public Optional<Instant> of(String clockName, String processInstanceId) {
        return clockName.equals("communicate") ? records.dueAt(processInstanceId) : Optional.empty();
    }
}

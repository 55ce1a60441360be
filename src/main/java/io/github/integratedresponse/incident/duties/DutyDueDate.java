package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.sla.OwnDueDate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Lets the clock of a communication promise the date that the law gives. */
@Component
class DutyDueDate implements OwnDueDate {

    /** A legal question about a duty is to be answered while the duty can still be met. */
    private static final Set<String> CLOCKS = Set.of("communicate", "legal-decision");

    private final DutyRecords records;

    DutyDueDate(DutyRecords records) {
        this.records = records;
    }

    @Override
    public Optional<Instant> of(String clockName, String processInstanceId) {
        return CLOCKS.contains(clockName) ? records.dueAt(processInstanceId) : Optional.empty();
    }
}

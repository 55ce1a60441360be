package io.github.integratedresponse.incident.duties;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each regime, counted from its own trigger. */
@PlatformTest
class NotificationDutiesTest {

    /** A Friday. */
    private static final Instant AWARE = Instant.parse("2026-01-30T20:00:00Z");

    @Autowired
    Duties duties;

    @Autowired
    Obligations obligations;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GDPR_72H, SEV3, , , 2026-02-02T20:00:00Z",
        "NIS2_24H, SEV2, , , 2026-01-31T20:00:00Z",
        "NIS2_72H, SEV2, , , 2026-02-02T20:00:00Z",
        // a month after the notification is due, while it isn't sent
        "NIS2_1M,  SEV2, , , 2026-03-02T20:00:00Z",
        "DORA_4H,  SEV1, 2026-01-30T21:00:00Z, , 2026-01-31T01:00:00Z",
        // no later than a day after awareness, when classified within it
        "DORA_4H,  SEV1, 2026-01-31T18:30:00Z, , 2026-01-31T20:00:00Z",
        "DORA_4H,  SEV1, 2026-02-01T09:00:00Z, , 2026-02-01T13:00:00Z",
        "DORA_4H,  SEV1, , , ",
        "SEC_4BD,  SEV2, , 2026-02-02T16:00:00Z, 2026-02-06T16:00:00Z",
        "SEC_4BD,  SEV2, , 2026-01-30T21:00:00Z, 2026-02-05T21:00:00Z",
        // over Presidents' Day
        "SEC_4BD,  SEV2, , 2026-02-12T15:00:00Z, 2026-02-19T15:00:00Z",
        "SEC_4BD,  SEV2, , , ",
        "CRA_24H,  SEV3, , , 2026-01-31T20:00:00Z",
        "CRA_72H,  SEV3, , , 2026-02-02T20:00:00Z",
        "CUSTOMER, SEV1, , , 2026-01-31T20:00:00Z",
        "CUSTOMER, SEV3, , , 2026-02-06T20:00:00Z",
        "PARTNER,  SEV0, , , 2026-01-31T20:00:00Z",
        "PARTNER,  SEV3, , , 2026-02-02T20:00:00Z",
        "EXECUTIVE, SEV0, , , 2026-01-30T21:00:00Z",
        "EXECUTIVE, SEV1, , , 2026-01-31T00:00:00Z",
        "EXECUTIVE, SEV2, , , 2026-01-31T20:00:00Z"
    })
    void fallsDueExactly(
            Duty duty,
            Severity severity,
            @Nullable Instant classifiedAt,
            @Nullable Instant materialAt,
            @Nullable Instant due) {
        Incidence incident = Incidence.insert(jdbc, severity, AWARE);
        obligations.record(incident.id(), everything(classifiedAt, materialAt), "test", "tester");

        duties.startNew(incident.id());

        assertThat(due(incident)).containsKey(duty);
        assertThat(due(incident).get(duty)).isEqualTo(due);
    }

    @Test
    void sensitiveDataShortensWhatCustomersWaitFor() {
        Incidence incident = Incidence.insert(jdbc, Severity.SEV3, AWARE);
        incident.hits(jdbc, "RESTRICTED", AWARE);
        obligations.record(incident.id(), everything(null, null), "test", "tester");

        duties.startNew(incident.id());

        assertThat(due(incident).get(Duty.CUSTOMER)).isEqualTo(Instant.parse("2026-02-02T20:00:00Z"));
    }

    @Test
    void anIncidentThatTouchesNobodyHasNoDuty() {
        Incidence incident = Incidence.insert(jdbc, Severity.SEV3, AWARE);

        assertThat(duties.startNew(incident.id())).isZero();
    }

    @Test
    void aDutyArisesOnceHoweverOftenItIsAskedFor() {
        Incidence incident = Incidence.insert(jdbc, Severity.SEV1, AWARE);

        assertThat(duties.startNew(incident.id())).isEqualTo(1);
        assertThat(duties.startNew(incident.id())).isZero();
        obligations.record(incident.id(), everything(null, null), "test", "tester");
        assertThat(duties.startNew(incident.id())).isEqualTo(10);

        assertThat(due(incident)).hasSize(11);
        assertThat(jdbc.sql("select count(*) from act_ru_execution where business_key_ = ? and parent_id_ is null")
                        .param(incident.number())
                        .query(Long.class)
                        .single())
                .isEqualTo(11);
    }

    private static ObligationFacts everything(@Nullable Instant classifiedAt, @Nullable Instant materialAt) {
        return new ObligationFacts(AWARE, classifiedAt, materialAt, true, true, true, true, true, true, true, true);
    }

    private Map<Duty, @Nullable Instant> due(Incidence incident) {
        Map<Duty, @Nullable Instant> due = new LinkedHashMap<>();
        duties.of(incident.id()).forEach(duty -> due.put(duty.duty(), duty.dueAt()));
        return due;
    }
}

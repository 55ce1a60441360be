package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Measured;
import io.github.integratedresponse.process.Measurement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How promises stand, for whoever watches the platform. Like all figures these leave out restricted incidents. */
@Component
class ClockMeasurements implements Measured {

    private static final String NOT_RESTRICTED =
            "c.business_key not in (select r.business_key from response.restriction r where r.lifted_at is null)";

    /** How an open clock stands: each is in one of these. */
    private static final List<String> STATES = List.of("running", "at_risk", "breached", "paused");

    /** A process owner may name clocks as they like; what comes after so many names is told together. */
    private static final int NAMES = 100;

    private static final String OTHER = "other";

    private static final List<String> SEVERITIES = List.of("SEV0", "SEV1", "SEV2", "SEV3", "SEV4", BreachTotals.NONE);

    /** What was open once is told on as zero, so that no series breaks off. One scrape at a time comes here. */
    private final Set<String> known = new TreeSet<>();

    private final JdbcClient jdbc;
    private final BreachTotals breaches;
    private final Clock clock;

    ClockMeasurements(JdbcClient jdbc, BreachTotals breaches, Clock clock) {
        this.jdbc = jdbc;
        this.breaches = breaches;
        this.clock = clock;
    }

    private record Open(String clock, String state, int count) {}

    @Override
    public List<Measurement> measure() {
        return List.of(open(), broken(), escalations());
    }

    private Measurement open() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Open> found = jdbc.sql("select c.name, case when c.state = 'PAUSED' then 'paused'"
                        + " when c.state = 'BREACHED' or c.due_at <= ? then 'breached'"
                        + " when c.warn_at <= ? then 'at_risk' else 'running' end, count(*)"
                        + " from response.sla_clock c where c.stopped_at is null and " + NOT_RESTRICTED
                        + " group by 1, 2 order by 1, 2")
                .param(now)
                .param(now)
                .query((row, n) -> new Open(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
        Measurement open = Measurement.gauge("response_clocks", "Open clocks, by how they stand");
        found.forEach(one -> open.add(one.count(), "clock", told(one.clock()), "state", one.state()));
        known.forEach(name -> STATES.forEach(state -> open.add(0, "clock", name, "state", state)));
        return open;
    }

    private Measurement broken() {
        Measurement broken = Measurement.total("response_breaches", "Promises that were broken");
        // a first breach shows only where there was a zero before
        known.forEach(name -> SEVERITIES.forEach(severity -> broken.add(0, "clock", name, "severity", severity)));
        breaches.totals()
                .forEach(total ->
                        broken.add(total.breaches(), "clock", told(total.clock()), "severity", total.severity()));
        return broken;
    }

    private String told(String name) {
        if (known.size() < NAMES) {
            known.add(name);
        }
        return known.contains(name) ? name : OTHER;
    }

    private Measurement escalations() {
        Measurement open = Measurement.gauge("response_escalations_open", "Escalations that go on, by level");
        for (EscalationLevel level : EscalationLevel.values()) {
            open.add(0, "level", level.name().toLowerCase(Locale.ROOT));
        }
        jdbc.sql(
                        "select e.level, count(*) from response.sla_escalation e join response.sla_clock c on c.id = e.clock_id"
                                + " where e.ended_at is null and " + NOT_RESTRICTED + " group by 1")
                .query((row, n) -> open.add(row.getInt(2), "level", row.getString(1)))
                .list();
        return open;
    }
}

package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a platform's database holds of findings, compared with what was known of them beforehand. */
public final class Placed {

    private final JdbcClient jdbc;
    private final Findings findings;

    public Placed(JdbcClient jdbc, Findings findings) {
        this.jdbc = jdbc;
        this.findings = findings;
    }

    public long stored() {
        return count("select count(*) from response.signal_register where source = ?");
    }

    /** Waits until the job executors have placed all that is there. */
    public void await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (waiting() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(waiting()).as("signals that wait to be placed").isZero();
    }

    private long waiting() {
        return count("select count(*) from response.signal_register where source = ? and disposition = 'WAITING'");
    }

    /** One group of findings that belong together, as they were placed. */
    record Group(String type, String resource, long signals, long links, long incidents) {}

    /** Each finding is there once, in the one incident that is about its type and resource, and in no other. */
    public void assertEachOnceInTheRightIncident() {
        assertThat(stored()).isEqualTo(findings.count());
        assertThat(count("select count(distinct external_id) from response.signal where source = ?"))
                .isEqualTo(findings.count());
        assertThat(count("select count(*) from response.signal s join response.signal_register r on r.id = s.id"
                        + " and r.received_at = s.received_at and r.external_id = s.external_id where s.source = ?"))
                .as("signals whose report stands where the register says")
                .isEqualTo(findings.count());
        List<Group> groups = jdbc.sql(
                        "select s.finding_type as type, s.resources[1] as resource,"
                                + " count(distinct s.id) as signals, count(l.signal_id) as links,"
                                + " count(distinct l.incident_id) as incidents from response.signal s"
                                + " left join response.incident_signal l on l.signal_id = s.id where s.source = ? group by 1, 2")
                .param(findings.source())
                .query(Group.class)
                .list();
        assertThat(groups).hasSize(findings.incidents()).allSatisfy(group -> {
            assertThat(group.signals()).isEqualTo(findings.each());
            assertThat(group.links()).isEqualTo(findings.each());
            assertThat(group.incidents()).isEqualTo(1);
        });
        assertThat(count("select count(distinct l.incident_id) from response.signal s"
                        + " join response.incident_signal l on l.signal_id = s.id where s.source = ?"))
                .as("incidents of all groups together")
                .isEqualTo(findings.incidents());
        assertThat(count("select count(*) from response.signal_register r"
                        + " join response.incident_signal l on l.signal_id = r.id"
                        + " join response.incident i on i.id = l.incident_id"
                        + " where r.source = ? and i.number = r.incident and r.rule_version > 0"))
                .as("signals that are in the incident that the register says, by a rule that it names")
                .isEqualTo(findings.count());
        assertThat(count("select count(*) from response.signal_register where source = ? and disposition = 'OPENED'"))
                .as("signals that opened an incident")
                .isEqualTo(findings.incidents());
        assertThat(count("select count(*) from act_ru_execution where id_ = proc_inst_id_ and parent_id_ is null"
                        + " and super_exec_ is null and business_key_ in"
                        + " (select distinct incident from response.signal_register where source = ?)"))
                .as("processes that run for these incidents")
                .isEqualTo(findings.incidents());
    }

    /** Every delivery that was answered is counted, and none that never went out. */
    public void assertSightings(Reporter.Tally tally) {
        assertThat(count("select sum(sightings) from response.signal_register where source = ?"))
                .isBetween(tally.answered(), tally.sent());
    }

    private long count(String sql) {
        return jdbc.sql(sql).param(findings.source()).query(Long.class).single();
    }
}

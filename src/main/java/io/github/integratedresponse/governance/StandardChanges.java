package io.github.integratedresponse.governance;

import io.github.integratedresponse.inventory.Control;
import io.github.integratedresponse.inventory.Controls;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts changes of the standard, and publishes them as its next version. */
@Component
class StandardChanges {

    private final JdbcClient jdbc;
    private final Baselines baselines;
    private final Controls controls;
    private final Clock clock;

    StandardChanges(JdbcClient jdbc, Baselines baselines, Controls controls, Clock clock) {
        this.jdbc = jdbc;
        this.baselines = baselines;
        this.controls = controls;
        this.clock = clock;
    }

    /** What is drafted, apart from the controls it concerns. */
    record Draft(ControlDecision kind, long incidentId, long rootCauseId, String title, List<String> scopeTags) {}

    /**
     * Writes a draft, or writes over it.
     *
     * @param id of the draft that is revised, {@code null} for the first
     * @return the id of the draft
     */
    @Transactional
    public long draft(@Nullable Long id, Draft draft, List<Baseline.Change> changes, String actor) {
        long written = id == null ? create(draft, actor) : revise(id, draft, actor);
        jdbc.sql("delete from response.baseline_change where baseline_id = ?")
                .param(written)
                .update();
        for (Baseline.Change change : changes) {
            jdbc.sql(
                            "insert into response.baseline_change (baseline_id, control_id, domain, kind, text) values (?, ?, ?, ?, ?)")
                    .param(written)
                    .param(change.control())
                    .param(change.domain())
                    .param(change.kind().name())
                    .param(change.text())
                    .update();
        }
        return written;
    }

    private long create(Draft draft, String actor) {
        return jdbc.sql(
                        "insert into response.baseline (kind, incident_id, root_cause_id, title, scope_tags, drafted_by, drafted_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) returning id")
                .param(draft.kind().name())
                .param(draft.incidentId())
                .param(draft.rootCauseId())
                .param(draft.title())
                .param(draft.scopeTags().toArray(String[]::new))
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private long revise(long id, Draft draft, String actor) {
        jdbc.sql("update response.baseline set title = ?, scope_tags = ?, drafted_by = ?, drafted_at = ?"
                        + " where id = ? and state = 'DRAFT'")
                .param(draft.title())
                .param(draft.scopeTags().toArray(String[]::new))
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
        return id;
    }

    @Transactional
    public void reject(long id) {
        jdbc.sql("update response.baseline set state = 'REJECTED' where id = ? and state = 'DRAFT'")
                .param(id)
                .update();
    }

    /**
     * Publishes a draft as the next version of the year, and writes new and changed texts into the standard. What is published already
     * stays as it is.
     */
    @Transactional
    public Baseline publish(long id) {
        String state = jdbc.sql("select state from response.baseline where id = ? for update")
                .param(id)
                .query(String.class)
                .single();
        if (state.equals("DRAFT")) {
            String version = nextVersion();
            jdbc.sql("update response.baseline set state = 'PUBLISHED', version = ?, published_at = ? where id = ?")
                    .param(version)
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .param(id)
                    .update();
            Baseline published = baselines.byId(id);
            published.changes().stream()
                    .filter(change -> change.kind().changesWhatIsAsked())
                    .forEach(change -> controls.put(control(published, change), version));
        }
        return baselines.byId(id);
    }

    private Control control(Baseline baseline, Baseline.Change change) {
        String title = controls.byId(change.control()).map(Control::title).orElse(baseline.title());
        return new Control(change.control(), change.domain(), title, change.text());
    }

    /** The row of the series is held until the transaction ends, so versions are unique and without gaps. */
    private String nextVersion() {
        int year = LocalDate.now(clock).getYear();
        int number = jdbc.sql("insert into response.number_series (series, year, last) values ('BASELINE', ?, 1)"
                        + " on conflict (series, year) do update set last = number_series.last + 1 returning last")
                .param(year)
                .query(Integer.class)
                .single();
        return year + "." + number;
    }
}

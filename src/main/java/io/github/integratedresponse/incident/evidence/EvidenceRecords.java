package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The files that were kept with incidents, each step of their life with its custody line, its line of the timeline or of the audit log. */
@Component
class EvidenceRecords {

    private static final String COLUMNS = "e.id, e.incident_id, i.number, e.file_name, e.description, e.kind, e.bytes,"
            + " e.sha256, e.received_by, e.received_at,"
            + " (select c.event = 'HELD' from response.evidence_custody c where c.evidence_id = e.id"
            + " and c.event in ('HELD', 'RELEASED') order by c.id desc limit 1) as held,"
            + " (select c.reason from response.evidence_custody c where c.evidence_id = e.id and c.event = 'WITHDRAWN') as withdrawn";

    private static final String FROM = "response.evidence e join response.incident i on i.id = e.incident_id";

    private final JdbcClient jdbc;
    private final MergedIncidents incidents;
    private final Pieces pieces;
    private final Custody custody;
    private final Timeline timeline;
    private final AuditLog audit;
    private final EvidenceProperties limits;
    private final Clock clock;

    EvidenceRecords(
            JdbcClient jdbc,
            MergedIncidents incidents,
            Pieces pieces,
            Custody custody,
            Timeline timeline,
            AuditLog audit,
            EvidenceProperties limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.pieces = pieces;
        this.custody = custody;
        this.timeline = timeline;
        this.audit = audit;
        this.limits = limits;
        this.clock = clock;
    }

    /** @return the files of the incident and of those merged into it, received last first */
    Page<Evidence> page(long incidentId, PageRequest asked) {
        return incidents
                .with(incidentId, "e.incident_id")
                .page(jdbc, COLUMNS, FROM, "e.id desc", asked, EvidenceRecords::evidence);
    }

    /** @throws NotFound when neither the incident nor one that was merged into it has this file */
    Evidence one(long incidentId, long id) {
        return found(incidents.with(incidentId, "e.incident_id").and("e.id = ?", id));
    }

    private Evidence own(Incident incident, long id) {
        return found(new Narrowing().and("e.incident_id = ?", incident.id()).and("e.id = ?", id));
    }

    private Evidence found(Narrowing narrowing) {
        return narrowing.first(jdbc, COLUMNS, FROM, "e.id", 1, EvidenceRecords::evidence).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("The incident has no such file"));
    }

    /** @throws Conflict when the incident can't take a file of this length any more */
    void requireRoom(long incidentId, long bytes) {
        record Kept(long files, long bytes) {}
        Kept kept = jdbc.sql("select count(*), coalesce(sum(bytes), 0) from response.evidence where incident_id = ?")
                .param(incidentId)
                .query((row, n) -> new Kept(row.getLong(1), row.getLong(2)))
                .single();
        Problems problems = new Problems();
        problems.addIf(
                kept.files() >= limits.mostFiles(),
                "file",
                "does not fit: the incident has %d files, the most that are kept".formatted(kept.files()));
        problems.addIf(
                kept.bytes() + bytes > limits.mostBytes().toBytes(),
                "file",
                String.format(
                        Locale.ROOT,
                        "does not fit: the files of the incident have %,d bytes, and %,d are the most",
                        kept.bytes(),
                        limits.mostBytes().toBytes()));
        if (!problems.isEmpty()) {
            throw new Conflict(problems.list());
        }
    }

    /** Keeps a content that was looked at, with all that tells of it, or nothing. */
    @Transactional
    Evidence keep(
            Incident incident, String fileName, String description, EvidenceKind kind, Spool content, String actor) {
        // files that come at the same moment count each other
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('evidence ' || ?, 0)) is null")
                .param(incident.id())
                .query(Boolean.class)
                .single();
        requireRoom(incident.id(), content.bytes());
        long id = jdbc.sql("select nextval(pg_get_serial_sequence('response.evidence', 'id'))")
                .query(Long.class)
                .single();
        try (InputStream in = content.read()) {
            pieces.keep(id, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String sha256 = content.sha256Found();
        jdbc.sql(
                        "insert into response.evidence (id, incident_id, file_name, description, kind, bytes, sha256, received_by,"
                                + " received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(incident.id())
                .param(fileName)
                .param(description)
                .param(kind.title())
                .param(content.bytes())
                .param(HexFormat.of().parseHex(sha256))
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        custody.append(id, CustodyEvent.RECEIVED, actor, null, sha256);
        timeline.append(
                incident.id(),
                "evidence",
                actor,
                String.format(
                        Locale.ROOT,
                        "File %d received: %s, %,d bytes, SHA-256 %s",
                        id,
                        fileName,
                        content.bytes(),
                        sha256));
        return own(incident, id);
    }

    /** Tells that somebody gets the content, which was compared with its hash. */
    @Transactional
    void downloaded(Incident incident, Evidence file, String actor) {
        custody.append(file.id(), CustodyEvent.DOWNLOADED, actor, null, file.sha256());
        audit.append(new AuditEvent(
                        Category.EXPORT,
                        "evidence-downloaded",
                        actor,
                        String.valueOf(file.id()),
                        "Evidence file " + file.id() + " was downloaded, SHA-256 " + file.sha256())
                .ofIncident(incident.id())
                .ofProcess(incident.number()));
    }

    /** Tells that the content is no longer what had been received. */
    @Transactional
    void damaged(long incidentId, Evidence file, String actor, String found) {
        custody.append(file.id(), CustodyEvent.DAMAGED, actor, null, found);
        timeline.append(
                incidentId,
                "evidence",
                "system",
                "File %d no longer is what was received: its SHA-256 is %s instead of %s. It is given to nobody"
                        .formatted(file.id(), found, file.sha256()));
    }

    /** @throws Conflict when it was withdrawn already, or must be kept */
    @Transactional
    Evidence withdraw(Incident incident, long id, String reason, String actor) {
        Evidence file = locked(incident, id);
        if (file.held()) {
            throw new Conflict("id", "must be kept: release the legal hold first");
        }
        decided(incident, file, CustodyEvent.WITHDRAWN, "withdrawn", reason, actor);
        return own(incident, id);
    }

    /** @throws Conflict when it is held already, or was withdrawn */
    @Transactional
    Evidence hold(Incident incident, long id, String reason, String actor) {
        Evidence file = locked(incident, id);
        if (file.held()) {
            throw new Conflict("id", "is on legal hold already");
        }
        decided(incident, file, CustodyEvent.HELD, "on legal hold", reason, actor);
        return own(incident, id);
    }

    /** @throws Conflict when it is not held */
    @Transactional
    Evidence release(Incident incident, long id, String reason, String actor) {
        Evidence file = locked(incident, id);
        if (!file.held()) {
            throw new Conflict("id", "is not on legal hold");
        }
        decided(incident, file, CustodyEvent.RELEASED, "released from legal hold", reason, actor);
        return own(incident, id);
    }

    private Evidence locked(Incident incident, long id) {
        jdbc.sql("select id from response.evidence where id = ? and incident_id = ? for update")
                .param(id)
                .param(incident.id())
                .query(Long.class)
                .optional();
        Evidence file = own(incident, id);
        if (file.withdrawn() != null) {
            throw new Conflict("id", "was withdrawn: " + file.withdrawn());
        }
        return file;
    }

    private void decided(
            Incident incident, Evidence file, CustodyEvent event, String words, String reason, String actor) {
        custody.append(file.id(), event, actor, reason, file.sha256());
        timeline.append(incident.id(), "evidence", actor, "File %d %s: %s".formatted(file.id(), words, reason));
    }

    private static Evidence evidence(ResultSet row, int n) throws SQLException {
        return new Evidence(
                row.getLong("id"),
                row.getString("number"),
                row.getString("file_name"),
                row.getString("description"),
                row.getString("kind"),
                row.getLong("bytes"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getString("received_by"),
                row.getTimestamp("received_at").toInstant(),
                row.getBoolean("held"),
                row.getString("withdrawn"));
    }
}

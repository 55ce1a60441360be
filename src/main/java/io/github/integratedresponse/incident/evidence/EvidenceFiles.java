package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TooLarge;
import io.github.integratedresponse.process.Unacceptable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes files of evidence in and gives them out. Nothing is unpacked or read for what it means. */
@Component
class EvidenceFiles {

    private static final int LONGEST_DESCRIPTION = 1_000;

    private final EvidenceRecords records;
    private final Pieces pieces;
    private final Incidents incidents;
    private final EvidenceProperties limits;
    private final Set<String> taken;

    EvidenceFiles(EvidenceRecords records, Pieces pieces, Incidents incidents, EvidenceProperties limits) {
        this.records = records;
        this.pieces = pieces;
        this.incidents = incidents;
        this.limits = limits;
        this.taken = limits.taken();
    }

    /**
     * Keeps a file.
     *
     * @throws InvalidInput when its name or description is wrong, when it is empty or breaks off
     * @throws Unacceptable when its content is not what its name says
     * @throws Conflict when the incident can't take it any more
     * @throws TooLarge when it is too large
     */
    Evidence receive(
            Incident incident,
            @Nullable String fileName,
            @Nullable String description,
            InputStream content,
            String actor)
            throws IOException {
        Problems problems = new Problems();
        String name = FileName.of(fileName, taken, problems);
        String about = description == null ? "" : description.strip();
        problems.addIf(
                about.length() > LONGEST_DESCRIPTION,
                "description",
                "may be " + LONGEST_DESCRIPTION + " characters long at most");
        problems.addIf(about.indexOf('\0') >= 0, "description", "contains a character that can't be stored");
        problems.throwIfAny();
        EvidenceKind kind = EvidenceKind.claimedBy(name)
                .orElseThrow(() -> new IllegalStateException("Every ending that is taken has its kind"));
        records.requireRoom(incident.id(), 1);
        try (Spool spool = Spool.of(content, limits.largestFile().toBytes())) {
            if (spool.bytes() == 0) {
                throw new InvalidInput("file", "is empty");
            }
            requireProof(kind, spool);
            return records.keep(incident, name, about, kind, spool, actor);
        }
    }

    private static void requireProof(EvidenceKind kind, Spool spool) throws IOException {
        byte[] head = spool.head(TextCheck.HEAD);
        if (!kind.text()) {
            if (!kind.marked(head)) {
                throw new Unacceptable("file", "is no %s by its content, as its name says".formatted(kind.title()));
            }
            return;
        }
        try (InputStream all = spool.read()) {
            if (!TextCheck.text(all)) {
                throw new Unacceptable("file", "is no %s by its content, as its name says".formatted(kind.title()));
            }
        }
        if (TextCheck.active(head, kind == EvidenceKind.XML)) {
            throw new Unacceptable(
                    "file", "is a web page or a script by its content; put it into a ZIP archive with a password");
        }
    }

    /**
     * Gives a content out, after it was compared with what had been received.
     *
     * @return the content, for the caller to close
     * @throws Conflict when it was withdrawn, or is no longer what was received
     */
    Spool give(Evidence file, String actor) throws IOException {
        if (file.withdrawn() != null) {
            throw new Conflict("id", "was withdrawn: " + file.withdrawn());
        }
        Incident of = incidents.byNumber(file.incident()).orElseThrow();
        Spool spool = Spool.of(out -> pieces.copy(file.id(), out));
        try {
            if (spool.bytes() != file.bytes() || !spool.sha256Found().equals(file.sha256())) {
                records.damaged(of.id(), file, actor, spool.sha256Found());
                throw new Conflict(
                        "id",
                        "is no longer what was received: its SHA-256 is %s instead of %s; nobody gets it, and the timeline tells"
                                .formatted(spool.sha256Found(), file.sha256()));
            }
            records.downloaded(of, file, actor);
            return spool;
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
    }
}

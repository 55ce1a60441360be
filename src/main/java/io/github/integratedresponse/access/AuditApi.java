package io.github.integratedresponse.access;

import io.github.integratedresponse.access.AuditEvents.Filter;
import io.github.integratedresponse.audit.Anchor;
import io.github.integratedresponse.audit.Anchors;
import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.AuditVerifier;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.audit.Verification;
import io.github.integratedresponse.process.CsvTable;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Audit", description = "What happened and who did it, and the proof that nobody changed it since")
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {

    private final AuditEvents events;
    private final AuditVerifier verifier;
    private final Anchors anchors;
    private final AuditLog log;

    AuditApi(AuditEvents events, AuditVerifier verifier, Anchors anchors, AuditLog log) {
        this.events = events;
        this.verifier = verifier;
        this.anchors = anchors;
        this.log = log;
    }

    @Operation(
            summary = "List audit events, latest first",
            description = "From `from` on and before `to`. As CSV, all of them at once and oldest first, with `Accept:"
                    + " text/csv` or `format=csv`; that is an export, which the log records.")
    @GetMapping(path = "/events", params = "format!=csv", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<AuditEvents.Found> list(
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        Filter filter = new Filter(category, actor, subject, from, to);
        check(filter, problems);
        return events.page(filter, asked);
    }

    @Operation(hidden = true)
    @GetMapping(path = "/events", produces = CsvTable.TYPE)
    void accepted(
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Principal person,
            HttpServletResponse response)
            throws IOException {
        export(new Filter(category, actor, subject, from, to), person, response);
    }

    @Operation(hidden = true)
    @GetMapping(path = "/events", params = "format=csv")
    void asked(
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Principal person,
            HttpServletResponse response)
            throws IOException {
        export(new Filter(category, actor, subject, from, to), person, response);
    }

    private static void check(Filter filter, Problems problems) {
        problems.addUnlessInCalendar("from", filter.from())
                .addUnlessInCalendar("to", filter.to())
                .throwIfAny();
    }

    private void export(Filter filter, Principal person, HttpServletResponse response) throws IOException {
        check(filter, new Problems());
        log.append(new AuditEvent(
                Category.EXPORT,
                "audit-events-exported",
                person.getName(),
                null,
                "Audit events as CSV, narrowed to category %s, actor %s, subject %s, from %s, to %s"
                        .formatted(
                                any(filter.category()),
                                any(filter.actor()),
                                any(filter.subject()),
                                any(filter.from()),
                                any(filter.to()))));
        try (AuditTable table = new AuditTable(response)) {
            events.forEach(filter, table::add);
        }
    }

    private static Object any(@Nullable Object wanted) {
        return wanted == null ? "any" : wanted;
    }

    @Operation(
            summary = "Verify the whole log",
            description =
                    "Recomputes the chain from its beginning and names the first bad row. With `anchorSeq` and"
                            + " `anchorHash` of an anchor that was kept elsewhere, also finds a chain that was cut off or written anew.")
    @GetMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    Verification verification(
            @RequestParam(required = false) @Nullable Long anchorSeq,
            @RequestParam(required = false) @Nullable String anchorHash) {
        new Problems()
                .addIf(anchorSeq != null && anchorSeq < 0, "anchorSeq", "must not be negative")
                .addIf(anchorSeq == null && anchorHash != null, "anchorSeq", "is missing beside anchorHash")
                .addIf(anchorHash == null && anchorSeq != null, "anchorHash", "is missing beside anchorSeq")
                .addIf(
                        anchorHash != null && !anchorHash.matches("[0-9a-fA-F]{64}"),
                        "anchorHash",
                        "must be 64 hexadecimal digits")
                .throwIfAny();
        return verifier.verify(anchorSeq, anchorHash);
    }

    @Operation(
            summary = "Export the end of the chain as an anchor",
            description =
                    "Keep it where nobody who administers the database can change it. The log records the export.")
    @GetMapping(path = "/anchor", produces = MediaType.APPLICATION_JSON_VALUE)
    Anchor anchor(Principal person) {
        Anchor anchor = anchors.latest();
        log.append(new AuditEvent(
                Category.EXPORT,
                "anchor-exported",
                person.getName(),
                Long.toString(anchor.seq()),
                "Anchor of the audit log: seq " + anchor.seq() + ", hash " + anchor.hash()));
        return anchor;
    }
}

package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Notes and evidence")
@RestController
@RequestMapping(path = "/api/v1/incidents/{number}/evidence", produces = MediaType.APPLICATION_JSON_VALUE)
class EvidenceApi {

    private final WorkedOn incidents;
    private final EvidenceFiles files;
    private final EvidenceRecords records;
    private final Custody custody;
    private final EvidenceProperties limits;

    EvidenceApi(
            WorkedOn incidents,
            EvidenceFiles files,
            EvidenceRecords records,
            Custody custody,
            EvidenceProperties limits) {
        this.incidents = incidents;
        this.files = files;
        this.records = records;
        this.custody = custody;
        this.limits = limits;
    }

    /**
     * @param largestFile in bytes
     * @param mostBytes of all files of one incident together
     * @param endings that names of files may have
     */
    record Limits(long largestFile, int mostFiles, long mostBytes, List<String> endings) {}

    record Decided(
            @NotBlank(message = "must say why")
                    @Size(max = 2_000, message = "may be 2,000 characters long at most")
                    @Pattern(regexp = "[^\\x00]*", message = "contains a character that can't be stored")
                    @Nullable
                    String reason) {

        String why() {
            return Objects.requireNonNull(reason).strip();
        }
    }

    @Operation(
            summary = "Keep a file with an incident",
            description =
                    "The body is the file itself, of any of the kinds under `limits`; its content has to be what the ending of its name"
                            + " says. 422 when it isn't, 413 when it is too large, 409 when the incident has too many. It is kept as it"
                            + " came, with its SHA-256, and nothing in it is unpacked.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(WorkedOn.BY)
    Evidence keep(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String fileName,
            @RequestParam(required = false) @Nullable String description,
            HttpServletRequest request,
            Principal person)
            throws IOException {
        return files.receive(
                incidents.toAddTo(number), fileName, description, request.getInputStream(), person.getName());
    }

    @Operation(
            summary = "List the files of an incident, received last first",
            description = "Those of incidents that were merged into it are among them.")
    @GetMapping
    Page<Evidence> list(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        return records.page(incidents.toRead(number).id(), asked);
    }

    @Operation(summary = "Show which files are taken: how large, how many, and with which endings")
    @GetMapping("/limits")
    Limits limits(@PathVariable String number) {
        incidents.toRead(number);
        return new Limits(
                limits.largestFile().toBytes(),
                limits.mostFiles(),
                limits.mostBytes().toBytes(),
                List.copyOf(limits.taken()));
    }

    @Operation(
            summary = "Download a file",
            description =
                    "Its content is compared with its SHA-256 before, and a line of its custody tells who got it. 409 when it was"
                            + " withdrawn, or is no longer what was received. `Repr-Digest` is its SHA-256 as in RFC 9530.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @GetMapping(path = "/{id}/file", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    void file(
            @PathVariable String number,
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal person)
            throws IOException {
        Evidence file = records.one(incidents.toRead(number).id(), id);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            describe(file, response);
            return;
        }
        try (Spool content = files.give(file, person.getName())) {
            describe(file, response);
            content.writeTo(response.getOutputStream());
        }
    }

    /** Whatever it is, a browser saves it and shows nothing of it. */
    private static void describe(Evidence file, HttpServletResponse response) {
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(file.bytes());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(file.fileName(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(
                "Repr-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())) + ":");
    }

    @Operation(summary = "Show the custody of a file: who received it, who got it, and what was decided about it")
    @GetMapping("/{id}/custody")
    List<CustodyLine> custody(@PathVariable String number, @PathVariable long id) {
        return custody.of(records.one(incidents.toRead(number).id(), id).id());
    }

    @Operation(
            summary = "Withdraw a file",
            description =
                    "Nobody gets its content any more; its hash and custody stay. 409 when it was withdrawn already, or is on legal"
                            + " hold.")
    @PostMapping(path = "/{id}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(WorkedOn.LED_BY)
    Evidence withdraw(
            @PathVariable String number, @PathVariable long id, @Valid @RequestBody Decided decided, Principal person) {
        return records.withdraw(incidents.toAddTo(number), id, decided.why(), person.getName());
    }

    @Operation(summary = "Put a file on legal hold, so that it can't be withdrawn", description = "409 when it is.")
    @PostMapping(path = "/{id}/hold", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(WorkedOn.LED_BY)
    Evidence hold(
            @PathVariable String number, @PathVariable long id, @Valid @RequestBody Decided decided, Principal person) {
        return records.hold(incidents.toAddTo(number), id, decided.why(), person.getName());
    }

    @Operation(summary = "Release a file from legal hold", description = "409 when it is not on hold.")
    @PostMapping(path = "/{id}/release", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize(WorkedOn.LED_BY)
    Evidence release(
            @PathVariable String number, @PathVariable long id, @Valid @RequestBody Decided decided, Principal person) {
        return records.release(incidents.toAddTo(number), id, decided.why(), person.getName());
    }
}

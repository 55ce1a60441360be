package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.Body;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.signal.Receipt.Cause;
import io.github.integratedresponse.signal.format.EventHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where findings come in: one, a list of them, or a stream of any length. */
@Tag(name = "Signals", description = "What detection tools and people report")
@RestController
@RequestMapping("/api/v1/signals")
class IntakeApi {

    /** So many items a body has at most that is no stream. */
    static final int MOST = 1_000;

    private static final DataSize LARGEST = DataSize.ofMegabytes(5);
    private static final String ANY_JSON = "application/*+json";
    private static final String NDJSON = Answers.TYPE;
    private static final List<MediaType> ACCEPTED =
            List.of(MediaType.APPLICATION_JSON, MediaType.parseMediaType(NDJSON));
    private static final String POLICY = "RateLimit-Policy";
    private static final String REMAINING = "RateLimit";

    private final Intake intake;
    private final IntakeLimits limits;
    private final IntakeCounts counts;
    private final SignalStreams streams;

    IntakeApi(Intake intake, IntakeLimits limits, IntakeCounts counts, SignalStreams streams) {
        this.intake = intake;
        this.limits = limits;
        this.counts = counts;
        this.streams = streams;
    }

    @Operation(
            summary = "Take in one finding, a list of findings, or a stream of them",
            description =
                    "As JSON, one object or a list, at most 5 MB and 1,000 items: the answer is a list, with one entry for each finding in"
                            + " the order they came, each with the number of its item. As NDJSON (or JSON text sequence), of any"
                            + " length, each item at most 1 MB: the answer is NDJSON too, a line for each finding as soon as it is"
                            + " stored, and a last line with a summary; so is it for a list of any length when `application/x-ndjson`"
                            + " is accepted. Each item is taken in by itself: a bad one does not keep its neighbours out. When not one"
                            + " of them can be read as a finding, the answer is 400 instead. Bodies may be packed by gzip. Sending the"
                            + " same finding again is safe. What each item is told by its content: OCSF 1.x, Microsoft Graph security,"
                            + " STIX 2.1, CSAF 2.0 or VERIS 1.4, by itself or in an event of CloudEvents 1.0, structured, as a batch, or"
                            + " with `ce-` headers around a body that is no stream.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = Preference.HEADER,
                            description =
                                    "`wait=n`: wait up to n seconds, 30 at most, for what becomes of the signals; not for streams",
                            schema = @Schema(type = "string")),
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "object")),
                                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                            }),
            responses = {
                @ApiResponse(
                        responseCode = "202",
                        description = "What became of each finding",
                        content = {
                            @Content(
                                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                                    array = @ArraySchema(schema = @Schema(implementation = Receipt.class))),
                            @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                        }),
                @ApiResponse(responseCode = "400", description = "Nothing in the body can be read as a finding"),
                @ApiResponse(responseCode = "413", description = "The body, as it came or unpacked, is too large"),
                @ApiResponse(
                        responseCode = "429",
                        description = "Too much at once: nothing was taken; `Retry-After` says when to come again")
            })
    @PostMapping(
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                ANY_JSON,
                NDJSON,
                "application/ndjson",
                "application/jsonl",
                "application/json-seq"
            },
            produces = {MediaType.APPLICATION_JSON_VALUE, NDJSON, "application/ndjson", "application/jsonl"})
    @PreAuthorize(
            "hasAnyRole('responder', 'incident-commander', 'product-engineer', 'security-operations-manager', 'administrator')")
    @Nullable
    ResponseEntity<Object> take(
            @Parameter(description = "`all`, or `problems` for only those that were refused")
                    @RequestParam(required = false, defaultValue = "all")
                    String answers,
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Principal sender)
            throws IOException, HttpMediaTypeNotSupportedException {
        Body.requireUtf8(request, ACCEPTED);
        if (!answers.equals("all") && !answers.equals("problems")) {
            throw new InvalidInput("answers", "must be one of all, problems");
        }
        boolean onlyProblems = answers.equals("problems");
        String client = name(sender);
        response.setHeader(POLICY, limits.policy());
        Optional<StreamForm> form =
                StreamForm.of(MediaType.parseMediaType(String.valueOf(request.getContentType())), accepted(request));
        if (form.isPresent()) {
            try (IntakeLimits.Entry entry = limits.stream(client)) {
                response.setHeader(REMAINING, limits.remaining(client));
                return streams.answer(request, response, client, form.get(), onlyProblems)
                        .map(IntakeApi::refused)
                        .orElse(null);
            }
        }
        try (IntakeLimits.Entry entry = limits.request(client)) {
            return taken(request, response, client, onlyProblems);
        }
    }

    private ResponseEntity<Object> taken(
            HttpServletRequest request, HttpServletResponse response, String client, boolean onlyProblems)
            throws IOException, HttpMediaTypeNotSupportedException {
        JsonBody body = EventHeaders.of(request).around(JsonBody.read(Body.text(request, LARGEST, ACCEPTED), MOST));
        limits.spend(client, body.items().size());
        Optional<Preference> preference = Preference.of(Collections.list(request.getHeaders(Preference.HEADER)));
        List<Receipt> receipts = preference.isPresent()
                ? intake.take(body.items(), client, preference.get().time())
                : intake.take(body.items(), client);
        limits.overdraw(client, Math.max(0, receipts.size() - body.items().size()));
        counts.answered(receipts);
        response.setHeader(REMAINING, limits.remaining(client));
        if (receipts.stream().allMatch(receipt -> receipt.cause() == Cause.MALFORMED)) {
            return refused(body.list(), HttpStatus.BAD_REQUEST, null, receipts);
        }
        if (receipts.stream().allMatch(receipt -> receipt.cause() == Cause.FAILURE)) {
            return problem(StreamEnd.failed().problem());
        }
        preference.ifPresent(known -> response.setHeader(Preference.APPLIED, known.applied()));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(receipts.stream()
                        .filter(receipt -> !onlyProblems || receipt.cause() != Cause.NONE)
                        .toList());
    }

    @ExceptionHandler
    ResponseEntity<Object> busy(Busy e, HttpServletResponse response, @Nullable Principal sender) {
        counts.turnedAway(e.reason());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()));
        response.setHeader(REMAINING, limits.remaining(name(sender)));
        return problem(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())));
    }

    private static String name(@Nullable Principal sender) {
        return sender == null ? "anonymous" : sender.getName();
    }

    private static List<MediaType> accepted(HttpServletRequest request) {
        return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    }

    private static ResponseEntity<Object> refused(SignalStreams.Refused refused) {
        StreamEnd why = refused.why();
        return why.status() == HttpStatus.SERVICE_UNAVAILABLE
                ? problem(why.problem())
                : refused(
                        true, why.status(), new Problem("body", String.valueOf(why.getMessage())), refused.receipts());
    }

    /** Nothing in the body is a finding: that is no delivery, but a mistake of whoever sent it. */
    private static ResponseEntity<Object> refused(
            boolean list, HttpStatus status, @Nullable Problem ofTheBody, List<Receipt> receipts) {
        List<Problem> problems = new ArrayList<>();
        if (ofTheBody != null || receipts.isEmpty()) {
            problems.add(Objects.requireNonNullElse(ofTheBody, new Problem("body", "holds no finding")));
        }
        for (Receipt receipt : receipts) {
            String prefix = list ? "[" + receipt.item() + "]." : "";
            for (Problem problem : Objects.requireNonNullElse(receipt.problems(), List.<Problem>of())) {
                problems.add(new Problem(prefix + problem.field(), problem.message()));
            }
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                receipts.isEmpty() ? problems.get(0).toString() : "Nothing in the body can be read as a finding");
        problem.setTitle("Invalid input");
        problem.setProperty("problems", problems);
        problem.setProperty("signals", receipts);
        return problem(problem);
    }

    private static ResponseEntity<Object> problem(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}

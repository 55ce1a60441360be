package io.github.integratedresponse.signal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.process.Body;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TooLarge;
import io.github.integratedresponse.signal.Receipt.Cause;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Signals", description = "What detection tools and people report")
@RestController
@RequestMapping(path = "/api/v1/signals", produces = MediaType.APPLICATION_JSON_VALUE)
class SignalApi {

    private static final DataSize LARGEST = DataSize.ofMegabytes(5);
    private static final int MOST = 1_000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final List<MediaType> ACCEPTED = List.of(MediaType.APPLICATION_JSON);

    private final Intake intake;
    private final Signals signals;

    SignalApi(Intake intake, Signals signals) {
        this.intake = intake;
        this.signals = signals;
    }

    @Operation(
            summary = "Take in one finding, or a list of findings",
            description =
                    "OCSF 1.x Detection Finding (2004) or Incident Finding (2005), at most 5 MB and 1,000 findings. The answer"
                            + " is always a list, with one entry for each finding in the order they came. Each finding is taken in by"
                            + " itself: a bad one does not keep its neighbours out. When not one of them can be read as a finding, the"
                            + " answer is 400 instead. Sending the same finding again is safe.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"})
    @PreAuthorize(
            "hasAnyRole('responder', 'incident-commander', 'product-engineer', 'security-operations-manager', 'administrator')")
    ResponseEntity<Object> take(HttpServletRequest request, @Nullable Principal sender)
            throws TooLarge, HttpMediaTypeNotSupportedException {
        JsonBody body = JsonBody.read(Body.text(request, LARGEST, ACCEPTED), MOST);
        List<Receipt> receipts = intake.take(body.items(), sender == null ? "anonymous" : sender.getName());
        if (receipts.stream().allMatch(receipt -> receipt.cause() == Cause.MALFORMED)) {
            return refused(body, receipts);
        }
        if (receipts.stream().allMatch(receipt -> receipt.cause() == Cause.FAILURE)) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "Nothing could be taken in just now; it is safe to send it again"));
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(receipts);
    }

    /** Nothing in the body is a finding: that is no delivery, but a mistake of whoever sent it. */
    private static ResponseEntity<Object> refused(JsonBody body, List<Receipt> receipts) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            String prefix = body.list() ? "[" + i + "]." : "";
            for (Problem problem : Objects.requireNonNullElse(receipts.get(i).problems(), List.<Problem>of())) {
                problems.add(new Problem(prefix + problem.field(), problem.message()));
            }
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                receipts.isEmpty() ? "The list holds no finding" : "Nothing in the body can be read as a finding");
        problem.setTitle("Invalid input");
        problem.setProperty(
                "problems", receipts.isEmpty() ? List.of(new Problem("body", "holds no finding")) : problems);
        problem.setProperty("signals", receipts);
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(Busy e) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())));
    }

    @Operation(
            summary = "List signals, latest first",
            description =
                    "`technique` also finds sub-techniques; `observable` and `actor` are whole values, in any case; `disposition` is"
                            + " waiting, opened, attached, kept, snoozed or suppressed; `from` and `to` are about when a signal"
                            + " came in. No more than 10,000 are counted.")
    @GetMapping
    Page<SignalLine> list(
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String findingType,
            @RequestParam(required = false) @Nullable String technique,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String observable,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String disposition,
            @RequestParam(required = false) @Nullable String incident,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        problems.addIf(outside(from), "from", "must lie between the years 1 and 9999");
        problems.addIf(outside(to), "to", "must lie between the years 1 and 9999");
        problems.throwIfAny();
        var filter = new Signals.Filter(
                source,
                findingType,
                technique,
                product,
                observable,
                actor,
                disposition == null ? null : disposition.toUpperCase(Locale.ROOT),
                incident,
                from,
                to);
        return signals.page(filter, asked).map(SignalLine::of);
    }

    private static boolean outside(@Nullable Instant time) {
        return time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST));
    }

    @Operation(summary = "Show a signal, with the finding exactly as it came")
    @GetMapping("/{id}")
    SignalDetail one(@PathVariable long id) {
        return signals.taken(id)
                .flatMap(taken -> signals.body(id).map(body -> new SignalDetail(SignalLine.of(taken), body)))
                .orElseThrow(() -> new NotFound("There is no signal " + id));
    }

    record SignalLine(
            long signalId,
            String source,
            String externalId,
            String title,
            String description,
            String findingType,
            int severityId,
            List<String> techniques,
            List<String> resources,
            List<String> products,
            List<Observable> observables,
            @Nullable String tlp,
            String disposition,
            String incident,
            List<String> actors,
            List<String> markings,
            @Nullable String rule,
            int ruleVersion,
            long sightings,
            int changes,
            String lastActivity,
            @Nullable Instant closedAt,
            Instant firstSeenAt,
            Instant receivedAt,
            Instant lastSeenAt,
            String receivedFrom,
            String format) {

        static SignalLine of(Signals.Taken taken) {
            Signal signal = taken.signal();
            return new SignalLine(
                    signal.id(),
                    signal.source(),
                    signal.externalId(),
                    signal.title(),
                    signal.description(),
                    signal.findingType(),
                    signal.severityId(),
                    signal.techniques(),
                    signal.resources(),
                    signal.productIds(),
                    signal.observables(),
                    signal.tlp(),
                    taken.disposition().toLowerCase(Locale.ROOT),
                    taken.incident(),
                    signal.actors(),
                    signal.markings(),
                    taken.rule(),
                    taken.ruleVersion(),
                    taken.sightings(),
                    taken.revision(),
                    taken.lastActivity().toLowerCase(Locale.ROOT),
                    taken.closedAt(),
                    signal.firstSeenAt(),
                    signal.receivedAt(),
                    taken.lastSeenAt(),
                    taken.receivedFrom(),
                    taken.format());
        }
    }

    record SignalDetail(@JsonUnwrapped SignalLine signal, @JsonRawValue @Schema(type = "object") String body) {}
}

package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.signal.format.Observable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Signals", description = "What detection tools and people report")
@RestController
@RequestMapping(path = "/api/v1/signals", produces = MediaType.APPLICATION_JSON_VALUE)
class SignalApi {

    private final Signals signals;
    private final SignalDetails details;
    private final SignalFigures figures;

    SignalApi(Signals signals, SignalDetails details, SignalFigures figures) {
        this.signals = signals;
        this.details = details;
        this.figures = figures;
    }

    @Operation(
            summary = "List signals, latest first",
            description =
                    "`technique` also finds sub-techniques; `observable` and `actor` are whole values, in any case; `disposition` is"
                            + " waiting, opened, attached, kept, snoozed or suppressed; `suppression` is the id of one that kept"
                            + " the signal quiet, whatever became of it since; `from` and `to` are about when a signal"
                            + " came in. No more than 5,000 are counted.")
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
            @RequestParam(required = false) @Nullable Long suppression,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        problems.addUnlessInCalendar("from", from);
        problems.addUnlessInCalendar("to", to);
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
                suppression,
                from,
                to);
        return signals.page(filter, asked).map(SignalLine::of);
    }

    @Operation(
            summary = "Count the signals that wait to be placed, and those that came in today",
            description = "Today begins at midnight, UTC; `today` has a number for each thing that became of them.")
    @GetMapping("/figures")
    SignalFigures.Figures figures() {
        return figures.now();
    }

    @Operation(
            summary = "Show a signal, with the finding exactly as it came",
            description = "With the suppression that kept it quiet, if one did, and what its source said before.")
    @GetMapping("/{id}")
    SignalDetails.Detail one(@PathVariable long id) {
        return details.of(id).orElseThrow(() -> new NotFound("There is no signal " + id));
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
}

package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.process.DeployedDiagrams;
import io.github.integratedresponse.process.DeployedDiagrams.Version;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.sla.Weeks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(
        name = "Processes",
        description =
                "How the processes run, for people who may enter Cockpit. `key` is the id of a process in its diagram, such as"
                        + " `first-response`; without `version` all versions count. Periods are whole ISO weeks in UTC, as for the clocks; without"
                        + " `from` and `to` it is the last thirteen weeks.")
@RestController
@RequestMapping(path = "/api/v1/processes/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
@PreAuthorize(ProcessApi.MAY_ENTER_COCKPIT)
class ProcessApi {

    /** Who sees the instances of every process there. */
    static final String MAY_ENTER_COCKPIT =
            "hasAnyRole('incident-commander', 'security-operations-manager', 'process-owner', 'auditor', 'administrator')";

    private final DeployedDiagrams diagrams;
    private final ProcessPromises promises;
    private final Elements elements;
    private final FinishedInstances finished;
    private final Paths paths;
    private final Clock clock;

    ProcessApi(
            DeployedDiagrams diagrams,
            ProcessPromises promises,
            Elements elements,
            FinishedInstances finished,
            Paths paths,
            Clock clock) {
        this.diagrams = diagrams;
        this.promises = promises;
        this.elements = elements;
        this.finished = finished;
        this.paths = paths;
        this.clock = clock;
    }

    @Operation(
            summary = "Show how the clocks of a process are kept",
            description =
                    "Those its diagram declares first, in its order; then others that ran. Times taken are of the clock's calendar.")
    @GetMapping("/sla")
    ProcessPromises.ClockLines clocks(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        return promises.clocks(asked(key, version, from, to, new Problems()));
    }

    @Operation(
            summary = "Compare the versions of a process",
            description = "Instances count where they ended, promises where their fate was decided, in the period.")
    @GetMapping("/versions")
    ProcessPromises.VersionLines versions(
            @PathVariable String key,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        return promises.versions(asked(key, null, from, to, new Problems()));
    }

    @Operation(
            summary = "Show where the promises of a process break and how long its elements take",
            description =
                    "Times are those of the runs that ended last in the period, up to `mostRuns` of each version.")
    @GetMapping("/elements")
    Elements.ElementLines elements(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        return elements.of(asked(key, version, from, to, new Problems()));
    }

    @Operation(
            summary = "List the instances of a process that ended in a period, the last first",
            description = "`late=true` leaves those that broke a promise of their own, `late=false` the others.")
    @GetMapping("/instances")
    Page<FinishedInstances.Finished> instances(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable Boolean late,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest wanted = PageRequest.of(page, size, problems);
        return finished.list(asked(key, version, from, to, problems), late, wanted);
    }

    @Operation(
            summary = "Show the paths that instances of a process took",
            description =
                    "Of the instances that ended last in the period, up to `mostInstances`. `same=ORDER` groups those that reached the"
                            + " same elements in the same order, `same=ELEMENTS` those that reached the same elements in any order.")
    @GetMapping("/paths")
    Paths.PathLines paths(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(defaultValue = "ORDER") Paths.Same same,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        return paths.of(asked(key, version, from, to, new Problems()), same);
    }

    /** @throws io.github.integratedresponse.process.InvalidInput with everything that is wrong with the request */
    private Asked asked(
            String key,
            @Nullable Integer version,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            Problems problems) {
        Weeks weeks = Weeks.of(from, to, clock, problems);
        problems.addIf(version != null && version < 1, "version", "must be 1 or more");
        problems.throwIfAny();
        List<Version> all = diagrams.versions(key);
        if (all.isEmpty()) {
            throw new NotFound("There is no process with this key");
        }
        Version only = version == null
                ? null
                : all.stream()
                        .filter(one -> one.version() == version)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("This process has no such version"));
        return new Asked(key, all, only, weeks, Objects.requireNonNull(clock.instant()));
    }
}

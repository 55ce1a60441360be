package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(
        name = "Process instances",
        description = "One instance of a process, running or ended, for people who may enter Cockpit")
@RestController
@RequestMapping(path = "/api/v1/process-instances", produces = MediaType.APPLICATION_JSON_VALUE)
@PreAuthorize(ProcessApi.MAY_ENTER_COCKPIT)
class InstanceApi {

    private static final int MOST_KEYS = 100;

    private final Instances instances;
    private final InstanceClocks clocks;

    InstanceApi(Instances instances, InstanceClocks clocks) {
        this.instances = instances;
        this.clocks = clocks;
    }

    @Operation(
            summary = "List the process instances of some work, the oldest first",
            description = "`businessKey` is the number of an incident, a review or a repair item; it may be given "
                    + MOST_KEYS + " times.")
    @GetMapping
    Page<Instances.Line> list(
            @RequestParam List<String> businessKey,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        Problems problems = new Problems();
        PageRequest asked = PageRequest.of(page, size, problems);
        problems.addIf(businessKey.isEmpty(), "businessKey", "must be given");
        problems.addIf(businessKey.size() > MOST_KEYS, "businessKey", "must be given " + MOST_KEYS + " times at most");
        problems.throwIfAny();
        return instances.of(businessKey, asked);
    }

    @Operation(summary = "Show a process instance")
    @GetMapping("/{id}")
    Instances.Line one(@PathVariable String id) {
        return instances.one(id);
    }

    @Operation(
            summary = "List the clocks of the work that a process instance is a part of",
            description =
                    "Those of every instance with the same business key; `own` tells which are of this one. The open ones come first.")
    @GetMapping("/{id}/clocks")
    Page<InstanceClocks.Line> clocks(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        return clocks.of(instances.one(id), asked);
    }

    @Operation(
            summary = "List the elements that a process instance went through, in the order in which it reached them")
    @GetMapping("/{id}/steps")
    Page<Instances.Step> steps(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        return instances.steps(instances.one(id), asked);
    }
}

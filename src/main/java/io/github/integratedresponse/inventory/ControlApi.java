package io.github.integratedresponse.inventory;

import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Controls", description = "The controls of the security standard, with the requirements they answer to")
@RestController
@RequestMapping(path = "/api/v1/controls", produces = MediaType.APPLICATION_JSON_VALUE)
class ControlApi {

    private final Controls controls;

    ControlApi(Controls controls) {
        this.controls = controls;
    }

    @Operation(
            summary = "List controls, by domain and id",
            description =
                    "`framework` and `requirement` find the controls that answer to it; `text` finds any part of id, title or"
                            + " description.")
    @GetMapping
    Page<Control> list(
            @RequestParam(required = false) @Nullable String domain,
            @RequestParam(required = false) @Nullable Framework framework,
            @RequestParam(required = false) @Nullable String requirement,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        return controls.page(new Controls.Filter(domain, framework, requirement, text), PageRequest.of(page, size));
    }

    @Operation(summary = "Show a control with its mappings")
    @GetMapping("/{id}")
    ControlDetail one(@PathVariable String id) {
        return controls.byId(id.toUpperCase(Locale.ROOT))
                .map(control -> new ControlDetail(
                        control.id(),
                        control.domain(),
                        control.title(),
                        control.description(),
                        controls.mappings(control.id())))
                .orElseThrow(() -> new NotFound("There is no such control"));
    }

    record ControlDetail(
            String id, String domain, String title, String description, Map<Framework, List<String>> mappings) {}
}

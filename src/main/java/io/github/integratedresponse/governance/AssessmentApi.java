package io.github.integratedresponse.governance;

import io.github.integratedresponse.process.ImportBody;
import io.github.integratedresponse.process.ImportCounts;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.TooLarge;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Assessments", description = "How well products meet the controls of the standard")
@RestController
@RequestMapping(path = "/api/v1/assessments", produces = MediaType.APPLICATION_JSON_VALUE)
class AssessmentApi {

    private static final String MAY_IMPORT = "hasAnyRole('governance-analyst', 'administrator')";

    private final AssessmentImport imports;
    private final Assessments assessments;

    AssessmentApi(AssessmentImport imports, Assessments assessments) {
        this.imports = imports;
        this.assessments = assessments;
    }

    @Operation(
            summary = "Import assessments",
            description =
                    "A CSV with the columns productId, control, status (compliant, partially-compliant, non-compliant,"
                            + " not-applicable), score (0 to 100), assessedOn and evidence, or a JSON list of objects with these"
                            + " fields; at most 50,000. One for each product and control: a later import replaces it, none is removed."
                            + " Either everything is imported, or every problem of every row is named and nothing is changed; rows"
                            + " count from 1. Roll-outs that wait for adoption measure again.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = ImportBody.CSV, schema = @Schema(type = "string")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        array = @ArraySchema(schema = @Schema(implementation = Assessment.class)))
                            }))
    @PutMapping(consumes = {ImportBody.CSV, MediaType.APPLICATION_JSON_VALUE})
    @PreAuthorize(MAY_IMPORT)
    ImportCounts put(HttpServletRequest request) throws TooLarge, HttpMediaTypeNotSupportedException {
        return imports.store(ImportBody.of(request));
    }

    @Operation(summary = "List assessments, by product and control")
    @GetMapping
    Page<Assessment> list(
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String control,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) Assessment.@Nullable Status status,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        return assessments.page(new Assessments.Filter(product, control, division, status), PageRequest.of(page, size));
    }
}

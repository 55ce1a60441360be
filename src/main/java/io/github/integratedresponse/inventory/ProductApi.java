package io.github.integratedresponse.inventory;

import io.github.integratedresponse.process.ImportBody;
import io.github.integratedresponse.process.ImportCounts;
import io.github.integratedresponse.process.NotFound;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Products", description = "The product registry")
@RestController
@RequestMapping(path = "/api/v1/products", produces = MediaType.APPLICATION_JSON_VALUE)
class ProductApi {

    private static final String MAY_IMPORT = "hasAnyRole('process-owner', 'governance-analyst', 'administrator')";

    private final ProductImport imports;
    private final Products products;

    ProductApi(ProductImport imports, Products products) {
        this.imports = imports;
        this.products = products;
    }

    @Operation(
            summary = "Import products",
            description =
                    "A CSV with the columns id, name, division, owner, tier, dataClass, exposure, tags (separated by a"
                            + " semicolon) and region, or a JSON list of objects with these fields; at most 20,000 products. Products are added and"
                            + " changed, never removed. Either everything is imported, or every problem of every row is named and"
                            + " nothing is changed; rows count from 1.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = ImportBody.CSV, schema = @Schema(type = "string")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        array = @ArraySchema(schema = @Schema(implementation = Product.class)))
                            }))
    @PutMapping(consumes = {ImportBody.CSV, MediaType.APPLICATION_JSON_VALUE})
    @PreAuthorize(MAY_IMPORT)
    ImportCounts put(HttpServletRequest request) throws TooLarge, HttpMediaTypeNotSupportedException {
        return imports.store(ImportBody.of(request));
    }

    @Operation(summary = "List products, by division and name", description = "`name` finds any part of a name.")
    @GetMapping
    Page<Product> list(
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable Integer tier,
            @RequestParam(required = false) Product.@Nullable DataClass dataClass,
            @RequestParam(required = false) Product.@Nullable Exposure exposure,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        var filter = new Products.Filter(division, owner, tier, dataClass, exposure, tag, name);
        return products.page(filter, PageRequest.of(page, size));
    }

    @Operation(summary = "Show a product")
    @GetMapping("/{id}")
    Product one(@PathVariable String id) {
        return products.byId(id).orElseThrow(() -> new NotFound("There is no such product"));
    }
}

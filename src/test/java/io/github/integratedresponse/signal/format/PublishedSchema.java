package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.resource.InputStreamSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A schema as it was published, from the test resources or a folder; nothing is fetched. */
record PublishedSchema(Schema schema) {

    private static final String STIX =
            "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/";
    private static final String CVSS = "https://www.first.org/cvss/";

    /** Where those are that can't be kept here; {@code schemas/README.md} says which. */
    private static final @Nullable String FOLDER = System.getProperty("published.schemas");

    /** @param path below {@code schemas/}, such as {@code csaf-2.0/csaf_json_schema.json} */
    static PublishedSchema of(String path) {
        return read("classpath:schemas/", path);
    }

    /** As {@link #of}, from the folder of those that can't be kept here; skips the test where there is none. */
    static PublishedSchema elsewhere(String path) {
        Assumptions.assumeTrue(FOLDER != null, "no folder of published schemas was named");
        return read(Path.of(String.valueOf(FOLDER)).toAbsolutePath().toUri().toString(), path);
    }

    private static PublishedSchema read(String folder, String path) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, schemas -> schemas.schemaIdResolvers(
                                ids -> ids.mapPrefix(STIX, folder + "stix-2.1/").mapPrefix(CVSS, folder + "csaf-2.0/"))
                        .resourceLoaders(loaders -> loaders.add(PublishedSchema::file)));
        return new PublishedSchema(registry.getSchema(SchemaLocation.of(folder + path)));
    }

    /** Or {@code null}, for other loaders to find. */
    private static @Nullable InputStreamSource file(AbsoluteIri iri) {
        return iri.toString().startsWith("file:")
                ? () -> Files.newInputStream(Path.of(URI.create(iri.toString())))
                : null;
    }

    List<String> problems(JsonNode document) {
        return schema.validate(document).stream().map(Error::toString).toList();
    }
}

package io.github.integratedresponse.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A schema as it was published, from the test resources; nothing is fetched. */
record PublishedSchema(Schema schema) {

    private static final String STIX =
            "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/";
    private static final String CVSS = "https://www.first.org/cvss/";

    /** @param path below {@code schemas/}, such as {@code csaf-2.0/csaf_json_schema.json} */
    static PublishedSchema of(String path) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                schemas -> schemas.schemaIdResolvers(ids -> ids.mapPrefix(STIX, "classpath:schemas/stix-2.1/")
                        .mapPrefix(CVSS, "classpath:schemas/csaf-2.0/")));
        return new PublishedSchema(registry.getSchema(SchemaLocation.of("classpath:schemas/" + path)));
    }

    List<String> problems(JsonNode document) {
        return schema.validate(document).stream().map(Error::toString).toList();
    }
}

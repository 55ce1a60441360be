package io.github.integratedresponse.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the shipped catalogue and its mappings (OSCAL) into the registry of controls when they are not those that were read last.
 * Controls are added and changed, never taken away: assessments and baselines name them.
 */
@Component
class ControlCatalogue implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(ControlCatalogue.class);
    private static final String NAME = "mcsb-v1";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ControlCatalogue(JdbcClient jdbc, ObjectMapper json, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Before anything else runs: what comes later may count on the controls. */
    @Override
    public void afterPropertiesSet() throws IOException {
        load(shipped(NAME + ".oscal.json"), shipped(NAME + ".mappings.json"));
    }

    private static byte[] shipped(String name) throws IOException {
        return new ClassPathResource("catalog/" + name).getContentAsByteArray();
    }

    /** @return whether anything was read */
    boolean load(byte[] catalogue, byte[] mappings) throws IOException {
        String digest = digest(catalogue, mappings);
        if (isLoaded(digest)) {
            return false;
        }
        JsonNode controls = json.readTree(catalogue).required("catalog");
        JsonNode mapped = json.readTree(mappings).required("mapping-collection");
        boolean read = Boolean.TRUE.equals(transaction.execute(status -> {
            // of nodes that start together, one reads
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('control-catalogue', 0)) is null")
                    .query(Boolean.class)
                    .single();
            if (isLoaded(digest)) {
                return false;
            }
            storeControls(controls);
            storeMappings(mapped);
            remember(controls, digest);
            return true;
        }));
        if (read) {
            LOG.info(
                    "Read {}, version {}",
                    controls.at("/metadata/title").asText(),
                    controls.at("/metadata/version").asText());
        }
        return read;
    }

    private boolean isLoaded(String digest) {
        return jdbc.sql("select exists (select 1 from response.catalogue_load where catalogue = ? and digest = ?)")
                .param(NAME)
                .param(digest)
                .query(Boolean.class)
                .single();
    }

    private void storeControls(JsonNode catalogue) {
        for (JsonNode group : catalogue.required("groups")) {
            for (JsonNode control : group.required("controls")) {
                jdbc.sql("insert into response.control (id, domain, title, description) values (?, ?, ?, ?)"
                                + " on conflict (id) do update set domain = excluded.domain, title = excluded.title,"
                                + " description = excluded.description where control.changed_in is null")
                        .param(prop(control, "label"))
                        .param(group.required("title").asText())
                        .param(control.required("title").asText())
                        .param(statement(control))
                        .update();
            }
        }
    }

    private void storeMappings(JsonNode collection) {
        List<String> frameworks = new ArrayList<>();
        for (JsonNode mapping : collection.required("mappings")) {
            String id = prop(mapping.required("target-resource"), "framework");
            Framework framework = Framework.byId(id)
                    .orElseThrow(() -> new IllegalStateException("The mappings name a framework not known: " + id));
            if (!frameworks.contains(framework.name())) {
                frameworks.add(framework.name());
                jdbc.sql("delete from response.control_mapping where framework = ?")
                        .param(framework.name())
                        .update();
            }
            for (JsonNode map : mapping.required("maps")) {
                int position = 0;
                for (JsonNode source : map.required("sources")) {
                    for (JsonNode target : map.required("targets")) {
                        jdbc.sql("insert into response.control_mapping (control_id, framework, requirement, position)"
                                        + " values (?, ?, ?, ?) on conflict do nothing")
                                .param(prop(source, "label"))
                                .param(framework.name())
                                .param(prop(target, "label"))
                                .param(position++)
                                .update();
                    }
                }
            }
        }
    }

    private void remember(JsonNode catalogue, String digest) {
        jdbc.sql(
                        "insert into response.catalogue_load (catalogue, version, last_modified, digest, loaded_at)"
                                + " values (?, ?, ?, ?, ?) on conflict (catalogue) do update set version = excluded.version,"
                                + " last_modified = excluded.last_modified, digest = excluded.digest, loaded_at = excluded.loaded_at")
                .param(NAME)
                .param(catalogue.required("metadata").required("version").asText())
                .param(OffsetDateTime.parse(
                        catalogue.at("/metadata/last-modified").asText()))
                .param(digest)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String statement(JsonNode control) {
        for (JsonNode part : control.path("parts")) {
            if (part.path("name").asText().equals("statement")) {
                return part.path("prose").asText();
            }
        }
        return "";
    }

    private static String prop(JsonNode owner, String name) {
        for (JsonNode prop : owner.path("props")) {
            if (prop.path("name").asText().equals(name)) {
                return prop.required("value").asText();
            }
        }
        throw new IllegalStateException("The catalogue has an entry without the property " + name);
    }

    private static String digest(byte[]... files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] file : files) {
                sha.update(file);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

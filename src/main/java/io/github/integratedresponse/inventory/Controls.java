package io.github.integratedresponse.inventory;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The controls of the standard. */
@Component
public class Controls {

    private static final String MAPPED =
            "exists (select 1 from response.control_mapping m where m.control_id = c.id and %s)";

    private final JdbcClient jdbc;

    Controls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Control> byId(String id) {
        return jdbc.sql("select id, domain, title, description from response.control where id = ?")
                .param(id)
                .query(Control.class)
                .optional();
    }

    /** @return every control, by domain and id */
    public List<Control> all() {
        return jdbc.sql("select id, domain, title, description from response.control order by domain, length(id), id")
                .query(Control.class)
                .list();
    }

    /** @return what the control answers to in other frameworks, by framework, in the order of their requirements */
    public Map<Framework, List<String>> mappings(String id) {
        Map<Framework, List<String>> mappings = new EnumMap<>(Framework.class);
        jdbc.sql("select framework, requirement from response.control_mapping where control_id = ?"
                        + " order by framework, position, requirement")
                .param(id)
                .query((row, n) ->
                        new Mapping(Framework.valueOf(row.getString("framework")), row.getString("requirement")))
                .list()
                .forEach(mapping -> mappings.computeIfAbsent(mapping.framework(), framework -> new ArrayList<>())
                        .add(mapping.requirement()));
        return mappings;
    }

    /**
     * Adds a control to the standard, or gives it a new text.
     *
     * @param baseline the version of the standard that says so; from then on the shipped catalogue no longer changes this control
     */
    @Transactional
    public void put(Control control, String baseline) {
        jdbc.sql(
                        "insert into response.control (id, domain, title, description, changed_in) values (?, ?, ?, ?, ?)"
                                + " on conflict (id) do update set description = excluded.description, changed_in = excluded.changed_in")
                .param(control.id())
                .param(control.domain())
                .param(control.title())
                .param(control.description())
                .param(baseline)
                .update();
    }

    private record Mapping(Framework framework, String requirement) {}

    /** What a list of controls is narrowed to. */
    record Filter(
            @Nullable String domain,
            @Nullable Framework framework,
            @Nullable String requirement,
            @Nullable String text) {}

    Page<Control> page(Filter filter, PageRequest asked) {
        return new Narrowing()
                .with("lower(domain) = lower(?)", filter.domain())
                // where both are given, one mapping must have both
                .with(
                        MAPPED.formatted("m.framework = ? and lower(m.requirement) = lower(?)"),
                        filter.framework(),
                        filter.requirement())
                .with(MAPPED.formatted("m.framework = ?"), filter.framework())
                .with(MAPPED.formatted("lower(m.requirement) = lower(?)"), filter.requirement())
                .with("strpos(lower(id || ' ' || title || ' ' || description), lower(?)) > 0", filter.text())
                .page(
                        jdbc,
                        "id, domain, title, description",
                        "response.control c",
                        "domain, length(id), id",
                        asked,
                        new SimplePropertyRowMapper<>(Control.class));
    }
}

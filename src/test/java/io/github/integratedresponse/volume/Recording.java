package io.github.integratedresponse.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which scalars steps and tasks of one incident told their gateways, read from the engine's history. The other side of the comparison
 * tells the same; when diagrams change, the file that this writes belongs to {@code src/test/resources/volume}.
 */
final class Recording {

    private Recording() {}

    static void keep(JdbcClient jdbc, Path file) throws IOException {
        Map<String, Map<String, @Nullable Object>> scalars = new TreeMap<>();
        jdbc.sql(
                        """
                        select a.act_id_, d.name_, d.var_type_, d.text_, d.long_, d.double_
                        from act_hi_detail d join act_hi_actinst a on a.id_ = d.act_inst_id_
                        where a.act_type_ in ('serviceTask', 'userTask') and d.type_ = 'VariableUpdate'
                          and d.var_type_ in ('string', 'long', 'integer', 'boolean', 'double')
                          and a.root_proc_inst_id_ = (select p.id_ from act_hi_procinst p where p.proc_def_key_ = 'incident-lifecycle'
                                                      and p.end_time_ is not null order by p.end_time_ limit 1)
                        order by d.time_""")
                .query(row -> {
                    scalars.computeIfAbsent(row.getString("act_id_"), step -> new TreeMap<>())
                            .put(
                                    row.getString("name_"),
                                    switch (row.getString("var_type_")) {
                                        case "boolean" -> row.getLong("long_") == 1;
                                        case "long", "integer" -> row.getLong("long_");
                                        case "double" -> row.getDouble("double_");
                                        default -> row.getString("text_");
                                    });
                });
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), scalars);
    }
}

package io.github.integratedresponse.inventory;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The controls of the standard. */
@Component
public class Controls {

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
}

package io.github.integratedresponse.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An event as it stands in the database, every column of it. */
record Recorded(
        long id,
        @Nullable String category,
        @Nullable String kind,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable Long incidentId,
        @Nullable String businessKey,
        @Nullable Long at,
        @Nullable String text) {

    /** Of {@code response.audit_event e}; times in microseconds, which is as exact as the database keeps them. */
    static final String COLUMNS = "e.id, e.category, e.kind, e.actor, e.subject, e.incident_id, e.business_key,"
            + " (extract(epoch from e.at) * 1000000)::bigint as at, e.text";

    static Recorded of(ResultSet row) throws SQLException {
        return new Recorded(
                row.getLong("id"),
                row.getString("category"),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("subject"),
                row.getObject("incident_id", Long.class),
                row.getString("business_key"),
                row.getObject("at", Long.class),
                row.getString("text"));
    }
}

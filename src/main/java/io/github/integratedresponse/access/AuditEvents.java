package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds audit events for those who audit. */
@Component
class AuditEvents {

    private static final int AT_A_TIME = 1_000;

    private static final String COLUMNS = "e.id, s.seq, e.at, e.category, e.kind, e.actor, e.subject,"
            + " coalesce(e.business_key, i.number) as about, e.text";
    private static final String FROM = "response.audit_event e left join response.audit_seal s on s.event_id = e.id"
            + " left join response.incident i on i.id = e.incident_id";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    AuditEvents(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /** What a list is narrowed to. */
    record Filter(
            @Nullable Category category,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * An event, as the API answers it.
     *
     * @param seq its place in the chain, {@code null} while it waits to be sealed
     * @param about the number of the incident, or the business key of the process, that it belongs to
     */
    record Found(
            long id,
            @Nullable Long seq,
            Instant at,
            Category category,
            String kind,
            String actor,
            @Nullable String subject,
            @Nullable String about,
            String text) {}

    /** @return those that match, the latest first */
    Page<Found> page(Filter filter, PageRequest asked) {
        return narrowed(filter).page(jdbc, COLUMNS, FROM, "e.id desc", asked, AuditEvents::found);
    }

    /** Gives every match to {@code each}, the oldest first, a few at a time. */
    void forEach(Filter filter, Consumer<Found> each) {
        long last = 0;
        List<Found> some;
        do {
            some = narrowed(filter)
                    .and("e.id > ?", last)
                    .first(jdbc, COLUMNS, FROM, "e.id", AT_A_TIME, AuditEvents::found);
            some.forEach(each);
            last = some.isEmpty() ? last : some.get(some.size() - 1).id();
        } while (some.size() == AT_A_TIME);
    }

    /** The one place where what a person may not know of is left out. */
    private Narrowing narrowed(Filter filter) {
        Narrowing visible =
                restrictions.hideByKey(restrictions.hide(new Narrowing(), "e.incident_id"), "e.business_key");
        return visible.with("e.category = ?", filter.category())
                .with("e.actor = ?", filter.actor())
                .with("e.subject = ?", filter.subject())
                .with("e.at >= ?", filter.from())
                .with("e.at < ?", filter.to());
    }

    private static Found found(ResultSet row, int n) throws SQLException {
        return new Found(
                row.getLong("id"),
                row.getObject("seq", Long.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Category.valueOf(row.getString("category")),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("subject"),
                row.getString("about"),
                row.getString("text"));
    }
}

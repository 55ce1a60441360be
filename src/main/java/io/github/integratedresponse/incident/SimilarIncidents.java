package io.github.integratedresponse.incident;

import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.signal.Signals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which incidents were like this one, and why. Restricted ones are never among them, nor those that were merged into another.
 *
 * <p>Of each way to be like it the latest few hundred are weighed, so that it costs the same however many incidents there are.
 */
@Component
public class SimilarIncidents {

    private static final int OF_EACH_KIND = 200;

    private static final int SAME_PATTERN = 8;
    private static final int SAME_TYPE = 5;
    private static final int SAME_TECHNIQUE = 3;
    private static final int SAME_PRODUCT = 2;
    private static final int TELLS_WHAT_HELPED = 3;

    private static final String FIND =
            """
            with candidate as (
                (select o.id from response.incident o where o.finding_type = :type order by o.id desc limit :each)
                union
                (select o.id from response.incident o where o.matched_pattern = :pattern order by o.id desc limit :each)
                union
                (select a.incident_id from unnest(:products::text[]) p(id) cross join lateral (select x.incident_id
                    from response.affected_product x where x.product_id = p.id order by x.incident_id desc limit :each) a
                    order by a.incident_id desc limit :each)
                union
                (select l.incident_id from (select s.id from response.signal s where s.terms && :terms::text[]
                    order by s.id desc limit :each) s join response.incident_signal l on l.signal_id = s.id)
                union select unnest(:others::bigint[])
            )
            select o.*,
                array(select p.name from response.affected_product a join response.product p on p.id = a.product_id
                    where a.incident_id = o.id and a.product_id = any(:products::text[]) order by p.name) as same_products,
                array(select distinct t from response.incident_signal l join response.signal_register g on g.id = l.signal_id
                    join response.signal s on s.id = g.id and s.received_at = g.received_at cross join unnest(s.techniques) t where l.incident_id = o.id and t = any(:techniques::text[]) order by t) as same_techniques
            from candidate c join response.unrestricted_incident o on o.id = c.id
            where o.id <> :me and o.merged_into_id is null""";

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final Signals signals;
    private final ObjectProvider<Likeness> likenesses;

    SimilarIncidents(JdbcClient jdbc, Incidents incidents, Signals signals, ObjectProvider<Likeness> likenesses) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.signals = signals;
        this.likenesses = likenesses;
    }

    /**
     * An incident that is like another.
     *
     * @param reasons what they have in common, the weightiest first
     * @param lessons what whoever closed it wrote for later
     */
    public record Similar(Incident incident, List<String> reasons, @Nullable String lessons) {}

    private record Weighed(Similar similar, int weight) {}

    /** What one is compared with, of the incident itself. */
    private record Own(Incident incident, List<Likeness.Like> likes) {}

    /**
     * @return the most similar first, the later ones first among equals
     * @throws NotFound when there is no such incident
     */
    public List<Similar> to(long incidentId, int limit) {
        Incident incident = incidents.byId(incidentId);
        List<String> techniques = signals.techniquesOf(incidentId);
        Own own = new Own(
                incident,
                likenesses
                        .orderedStream()
                        .flatMap(likeness -> likeness.to(incident, OF_EACH_KIND).stream())
                        .toList());
        return jdbc
                .sql(FIND)
                .param("me", incidentId)
                .param("type", incident.findingType())
                .param("pattern", incident.matchedPattern())
                .param(
                        "products",
                        incidents.affectedProducts(incidentId).stream()
                                .map(Product::id)
                                .toArray(String[]::new))
                .param("techniques", techniques.toArray(String[]::new))
                .param("terms", Signals.termsOf(techniques).toArray(String[]::new))
                .param(
                        "others",
                        own.likes().stream().map(Likeness.Like::incidentId).toArray(Long[]::new))
                .param("each", OF_EACH_KIND)
                .query((row, n) -> weighed(row, n, own))
                .list()
                .stream()
                .filter(one -> !one.similar().reasons().isEmpty())
                .sorted(Comparator.comparingInt(Weighed::weight)
                        .thenComparingLong(one -> one.similar().incident().id())
                        .reversed())
                .limit(limit)
                .map(Weighed::similar)
                .toList();
    }

    private static Weighed weighed(ResultSet row, int n, Own own) throws SQLException {
        Incident other = Incidents.incident(row, n);
        String lessons = row.getString("lessons");
        List<Likeness.Like> likes = new ArrayList<>(own.likes().stream()
                .filter(like -> like.incidentId() == other.id())
                .toList());
        String pattern = own.incident().matchedPattern();
        if (pattern != null && pattern.equals(other.matchedPattern())) {
            likes.add(like(other, SAME_PATTERN, "recognised by the same pattern " + pattern));
        }
        if (other.findingType().equals(own.incident().findingType())) {
            likes.add(like(other, SAME_TYPE, "same finding type"));
        }
        texts(row, "same_techniques")
                .map(one -> "same technique " + one)
                .ifPresent(reason -> likes.add(like(other, SAME_TECHNIQUE, reason)));
        texts(row, "same_products")
                .map(one -> "same product " + one)
                .ifPresent(reason -> likes.add(like(other, SAME_PRODUCT, reason)));
        int weight = likes.stream().mapToInt(Likeness.Like::weight).sum()
                + (tellsWhatHelped(other, lessons) ? TELLS_WHAT_HELPED : 0);
        List<String> reasons = likes.stream()
                .sorted(Comparator.comparingInt(Likeness.Like::weight).reversed())
                .map(Likeness.Like::reason)
                .distinct()
                .toList();
        return new Weighed(new Similar(other, reasons, lessons), weight);
    }

    private static boolean tellsWhatHelped(Incident other, @Nullable String lessons) {
        String reason = other.closureReason();
        return lessons != null || (reason != null && !reason.equals(ClosureReason.INCONCLUSIVE.name()));
    }

    private static Likeness.Like like(Incident other, int weight, String reason) {
        return new Likeness.Like(other.id(), weight, reason);
    }

    private static Optional<String> texts(ResultSet row, String column) throws SQLException {
        String[] found = (String[]) row.getArray(column).getArray();
        return found.length == 0 ? Optional.empty() : Optional.of(String.join(", ", found));
    }
}

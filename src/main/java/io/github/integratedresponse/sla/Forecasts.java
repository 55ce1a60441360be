package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The chance that an open clock breaks its promise, from how long like clocks took. Shows nobody what they may not know of. */
@Component
public class Forecasts {

    private final Outlooks outlooks;
    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    Forecasts(Outlooks outlooks, JdbcClient jdbc, Restrictions restrictions) {
        this.outlooks = outlooks;
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /**
     * What a list is narrowed to; what is missing narrows nothing.
     *
     * @param pressing whether only clocks are wanted that go on in time and are past their warning or due within 24 hours
     */
    public record Filter(
            @Nullable String clock,
            @Nullable String severity,
            @Nullable String division,
            @Nullable String product,
            @Nullable String owner,
            @Nullable String region,
            @Nullable String businessKey,
            boolean pressing) {

        public static Filter none() {
            return new Filter(null, null, null, null, null, null, null, false);
        }

        boolean fits(Outlook.Entry entry) {
            Forecast forecast = entry.forecast();
            return (!pressing || entry.pressing())
                    && fits(clock, forecast.clock())
                    && fits(severity, forecast.severity())
                    && fits(division, forecast.division())
                    && fits(product, forecast.product())
                    && fits(owner, forecast.owner())
                    && fits(region, forecast.region())
                    && fits(businessKey, forecast.businessKey());
        }

        private static boolean fits(@Nullable String wanted, @Nullable String found) {
            return wanted == null || wanted.equals(found);
        }
    }

    /** Which clock comes first in a list. */
    public enum Order {
        /** The one that is most likely to be late; those of which nothing can be said come last. */
        CHANCE,
        /** The one that is due next. */
        DUE
    }

    /** Which clocks are like the one that is forecast; the first of these of which enough is known. */
    public enum Likeness {
        /** The same clock about the same subject at the same severity, by the time they took. */
        SAME_SEVERITY,
        /** The same clock about the same subject at any severity, by the part of their target they took. */
        SAME_CLOCK,
        /** The same clock about any subject at any severity, by the part of their target they took. */
        SAME_NAME
    }

    /**
     * What a forecast rests on.
     *
     * @param watched how many like clocks there were, open and called off included
     * @param done in how many of them the work was done
     * @param atRisk how many were watched for at least as long as this one has lasted
     */
    public record Basis(Likeness likeness, long watched, long done, long atRisk) {}

    /**
     * An open clock and what is to be expected of it.
     *
     * @param subject what the clock is about where its name does not say it, such as a duty to notify
     * @param processInstance in which the clock runs
     * @param rootInstance the work as a whole; told in pages only
     * @param target how long it may take by its calendar
     * @param used how much of its calendar it has used, pauses left out
     * @param chance that it breaks its promise, 0 to 1; 1 when it has; {@code null} when {@code reason} says why nothing can be said
     * @param low the lower end of the 95 % confidence band of the chance
     * @param high the upper end
     * @param remaining how much of its calendar it will still use, in the middle: half of the clocks that lasted as long took no more
     * @param expectedEnd when that will have passed; {@code null} while the clock stands still
     * @param asOf when this was so
     */
    public record Forecast(
            long id,
            String clock,
            @Nullable String subject,
            String businessKey,
            @Nullable String severity,
            String process,
            String processInstance,
            @Nullable String rootInstance,
            String element,
            @Nullable String product,
            @Nullable String division,
            @Nullable String owner,
            @Nullable String region,
            @Schema(allowableValues = {"RUNNING", "PAUSED", "BREACHED"}) String state,
            Instant startedAt,
            Instant dueAt,
            @Schema(type = "string", example = "PT4H") Duration target,
            @Schema(type = "string", example = "PT1H30M") Duration used,
            @Nullable Double chance,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable String reason,
            @Nullable Basis basis,
            @Schema(type = "string", example = "PT2H") @Nullable Duration remaining,
            @Nullable Instant expectedEnd,
            Instant asOf) {

        private Forecast in(@Nullable String root) {
            return new Forecast(
                    id,
                    clock,
                    subject,
                    businessKey,
                    severity,
                    process,
                    processInstance,
                    root,
                    element,
                    product,
                    division,
                    owner,
                    region,
                    state,
                    startedAt,
                    dueAt,
                    target,
                    used,
                    chance,
                    low,
                    high,
                    reason,
                    basis,
                    remaining,
                    expectedEnd,
                    asOf);
        }
    }

    /** @return open clocks that match and that the person asking may know of, as they stood a short time ago, see {@link Forecast#asOf} */
    public Page<Forecast> page(Filter filter, Order order, PageRequest asked) {
        Page<Forecast> page = outlooks.latest().page(filter, order, asked, hidden());
        Map<String, String> roots = roots(page);
        return page.map(forecast -> forecast.in(roots.get(forecast.processInstance())));
    }

    private Map<String, String> roots(Page<Forecast> page) {
        Map<String, String> roots = new HashMap<>();
        jdbc.sql("select e.id_, e.root_proc_inst_id_ from act_ru_execution e where e.id_ = any (?)")
                .param(page.items().stream().map(Forecast::processInstance).toArray(String[]::new))
                .query(row -> {
                    roots.put(row.getString("id_"), row.getString("root_proc_inst_id_"));
                });
        return roots;
    }

    /** @return the clock as it stands now; empty when it is not open, or not for the person asking */
    public Optional<Forecast> of(long clockId) {
        return outlooks.one(clockId, outlooks.latest())
                .filter(entry -> restrictions.visibleByKey(entry.businessKey()))
                .map(Outlook.Entry::forecast);
    }

    /** All of them, for a file. */
    Stream<Forecast> matching(Filter filter, Order order) {
        return outlooks.latest().matching(filter, order, hidden());
    }

    /** Asked with every list: an incident that has just become restricted is gone at once, whatever was kept. */
    private Set<String> hidden() {
        Set<String> restricted = keys(new Narrowing());
        if (!restricted.isEmpty()) {
            restricted.removeAll(keys(restrictions.hideByKey(new Narrowing(), "k.business_key")));
        }
        return restricted;
    }

    private Set<String> keys(Narrowing narrowing) {
        return narrowing
                .and("k.lifted_at is null")
                .first(
                        jdbc,
                        "k.business_key",
                        "response.restriction k",
                        "k.id",
                        Integer.MAX_VALUE,
                        (row, n) -> row.getString("business_key"))
                .stream()
                .collect(Collectors.toCollection(HashSet::new));
    }
}

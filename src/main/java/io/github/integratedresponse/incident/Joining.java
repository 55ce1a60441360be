package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.signal.Signal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links signals to incidents. A running incident is told of those that say something it did not know; a thousand that repeat what is
 * known are a line on its timeline and cost its process nothing.
 */
@Component
class Joining {

    /** The message that the lifecycle waits for. */
    static final String MESSAGE = "related-signal";

    private final OpenIncidents open;
    private final Timeline timeline;
    private final Processes processes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Joining(OpenIncidents open, Timeline timeline, Processes processes, JdbcClient jdbc, Clock clock) {
        this.open = open;
        this.timeline = timeline;
        this.processes = processes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Signals that come to an incident together.
     *
     * @param running the incident as it was; {@code null} when these signals opened it, so that everything is known from the start
     * @param rulings why they belong to it
     */
    record Join(
            long incidentId, @Nullable OpenIncident running, List<Signal> signals, List<Correlation.Ruling> rulings) {}

    /**
     * @param news what it tells beside how it is rated, in words
     * @param rated how, where that is news
     * @param toldWith the signal whose message tells of it, {@code null} when it needs none
     */
    private record Link(
            Signal signal, long incidentId, @Nullable String news, @Nullable Severity rated, @Nullable Long toldWith) {}

    private record News(String words, @Nullable Severity rated) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void join(List<Join> joins) {
        if (joins.isEmpty()) {
            return;
        }
        Map<Long, Set<String>> learnt = learn(joins);
        List<Link> links = new ArrayList<>();
        Map<String, Long> tidings = new LinkedHashMap<>();
        for (Join join : joins) {
            List<Link> told = links(join, learnt.getOrDefault(join.incidentId(), Set.of()));
            links.addAll(told);
            told.stream()
                    .map(Link::toldWith)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(leading ->
                            tidings.put(Objects.requireNonNull(join.running()).number(), leading));
        }
        link(links);
        addProducts(links);
        open.seen(latest(joins));
        timeline.append(joins.stream()
                .filter(JoinedLine::worthALine)
                .map(JoinedLine::of)
                .toList());
        tidings.forEach((number, leading) ->
                processes.tell(MESSAGE, number, Map.of("relatedSignalId", leading, "relatedSignalChange", "JOINED")));
    }

    private Map<Long, Set<String>> learn(List<Join> joins) {
        return open.learn(joins.stream()
                .flatMap(join -> join.signals().stream()
                        .flatMap(signal -> SignalKeys.all(signal).stream())
                        .distinct()
                        .map(key -> new OpenIncidents.Learnt(join.incidentId(), key)))
                .toList());
    }

    /** What is new is told by the first signal that says it. All that do are told together, with the worst of them in front. */
    private static List<Link> links(Join join, Set<String> learnt) {
        OpenIncident running = join.running();
        if (running == null) {
            return join.signals().stream()
                    .map(signal -> new Link(signal, join.incidentId(), null, null, null))
                    .toList();
        }
        Set<String> untold = new HashSet<>(learnt);
        Map<Signal, News> telling = new LinkedHashMap<>();
        for (Signal signal : join.signals()) {
            String news = SignalKeys.telling(signal)
                    .filter(untold::remove)
                    .map(SignalKeys::inWords)
                    .collect(Collectors.joining("; "));
            boolean worse = untold.remove(SignalKeys.severity(signal))
                    && SignalledIncident.severity(signal).isWorseThan(running.severity());
            if (worse || !news.isEmpty()) {
                telling.put(signal, new News(news, worse ? SignalledIncident.severity(signal) : null));
            }
        }
        Long leading = telling.keySet().stream()
                .min(Comparator.comparing(SignalledIncident::severity))
                .map(Signal::id)
                .orElse(null);
        return join.signals().stream()
                .map(signal -> {
                    News news = telling.get(signal);
                    return news == null
                            ? new Link(signal, join.incidentId(), null, null, null)
                            : new Link(signal, join.incidentId(), news.words(), news.rated(), leading);
                })
                .toList();
    }

    private void link(List<Link> links) {
        jdbc.sql("insert into response.incident_signal (incident_id, signal_id, linked_at, news, rated, told_with)"
                        + " select incident_id, signal_id, ?, news, rated, told_with"
                        + " from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])"
                        + " l (incident_id, signal_id, news, rated, told_with) on conflict do nothing")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(links.stream().map(Link::incidentId).toArray(Long[]::new))
                .param(links.stream().map(link -> link.signal().id()).toArray(Long[]::new))
                .param(links.stream().map(Link::news).toArray(String[]::new))
                .param(links.stream()
                        .map(link -> link.rated() == null ? null : link.rated().name())
                        .toArray(String[]::new))
                .param(links.stream().map(Link::toldWith).toArray(Long[]::new))
                .update();
    }

    /** Those that are registered and not yet there. */
    private void addProducts(List<Link> links) {
        record Hit(long incidentId, String productId) {}
        List<Hit> hits = links.stream()
                .flatMap(link ->
                        link.signal().productIds().stream().map(productId -> new Hit(link.incidentId(), productId)))
                .distinct()
                .toList();
        if (hits.isEmpty()) {
            return;
        }
        jdbc.sql("insert into response.affected_product (incident_id, product_id, source, added_at)"
                        + " select h.incident_id, p.id, 'signal', ? from unnest(?::bigint[], ?::text[]) h (incident_id, product_id)"
                        + " join response.product p on p.id = h.product_id order by 1, 2 on conflict do nothing")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(hits.stream().map(Hit::incidentId).toArray(Long[]::new))
                .param(hits.stream().map(Hit::productId).toArray(String[]::new))
                .update();
    }

    private static Map<Long, Instant> latest(List<Join> joins) {
        Map<Long, Instant> latest = new HashMap<>();
        joins.forEach(join -> join.signals()
                .forEach(signal ->
                        latest.merge(join.incidentId(), signal.firstSeenAt(), (a, b) -> a.isAfter(b) ? a : b)));
        return latest;
    }
}

package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.signal.Receipt.Cause;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes findings in: each is read, stored once, and placed with an incident, in a transaction of its own, so that a bad one never
 * spoils its neighbours.
 */
@Component
class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int ATTEMPTS = 3;

    private final Readers readers;
    private final SignalTriage triage;
    private final Signals signals;
    private final Products products;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Restrictions restrictions;

    Intake(
            Readers readers,
            SignalTriage triage,
            Signals signals,
            Products products,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            Restrictions restrictions) {
        this.readers = readers;
        this.triage = triage;
        this.signals = signals;
        this.products = products;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.restrictions = restrictions;
    }

    /**
     * @return what became of each finding, in the order they came; each names its item by the place in the list
     * @throws Busy when more waits than can be kept; then nothing of these is taken
     */
    List<Receipt> take(List<JsonBody.Item> items, String from) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            for (Readers.Read read : readers.read(items.get(i))) {
                Receipt receipt = read.arrival() == null
                        ? Objects.requireNonNull(read.refusal())
                        : persistently(
                                read.arrival().finding(),
                                read.arrival().format(),
                                read.arrival().body(),
                                from);
                receipts.add(receipt.of(i));
            }
        }
        return receipts;
    }

    /** A step that failed left nothing behind, so it is tried again: most failures are two neighbours meeting in the database. */
    private Receipt persistently(Finding finding, String format, String body, String from) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> place(finding, format, body, from)));
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    LOG.error("A finding could not be taken in, after {} attempts", ATTEMPTS, e);
                    return Receipt.rejected(
                            Cause.FAILURE,
                            List.of(new Problem(
                                    "item", "could not be taken in just now; it is safe to send it again")));
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(20L * attempt, 60L * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Receipt place(Finding finding, String format, String body, String from) {
        Optional<Long> id = insert(finding, format, body, from);
        if (id.isEmpty()) {
            return seenAgain(finding);
        }
        // signals about the same thing are placed one after the other, so that the second finds the first one's
        // incident
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0)) is null")
                .param(finding.correlationKey())
                .query(Boolean.class)
                .single();
        Signal signal = signals.byId(id.get()).orElseThrow();
        SignalTriage.Outcome outcome = triage.place(List.of(signal)).get(0);
        jdbc.sql("update response.signal set disposition = ?, incident = ? where id = ?")
                .param(outcome.disposition().name())
                .param(outcome.incident())
                .param(signal.id())
                .update();
        String disposition =
                outcome.disposition() == SignalTriage.Disposition.OPENED ? Receipt.OPENED : Receipt.ATTACHED;
        return Receipt.stored(signal.id(), disposition, restrictions.nameByKey(outcome.incident()));
    }

    /** @return nothing when the finding is known; whoever stores the same one at this moment is waited for */
    private Optional<Long> insert(Finding finding, String format, String body, String from) {
        OffsetDateTime now = now();
        Instant firstSeen = finding.firstSeenAt();
        return jdbc.sql(
                        "insert into response.signal (source, external_id, alias, format, title, description, finding_type,"
                                + " severity_id, techniques, resources, product_ids, observables, correlation_key, tlp,"
                                + " first_seen_at, received_at, last_seen_at, last_activity, received_from, body)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?::json)"
                                + " on conflict do nothing returning id")
                .param(finding.source())
                .param(finding.externalId())
                .param(finding.alias())
                .param(format)
                .param(finding.title())
                .param(finding.description())
                .param(finding.findingType())
                .param(finding.severityId())
                .param(array(finding.techniques()))
                .param(array(finding.resources()))
                .param(array(registered(finding.productNames())))
                .param(signals.written(finding.observables()))
                .param(finding.correlationKey())
                .param(finding.tlp())
                .param(firstSeen == null ? now : firstSeen.atOffset(ZoneOffset.UTC))
                .param(now)
                .param(now)
                .param(finding.activity().name())
                .param(from)
                .param(body)
                .query(Long.class)
                .optional();
    }

    private Receipt seenAgain(Finding finding) {
        return jdbc.sql("update response.signal set sightings = sightings + 1, last_seen_at = ?, last_activity = ?"
                        + " where source = ? and (external_id = ? or alias = ?) returning id, incident")
                .param(now())
                .param(finding.activity().name())
                .param(finding.source())
                .param(finding.externalId())
                .param(finding.alias())
                .query((row, n) -> Receipt.stored(
                        row.getLong("id"), Receipt.DUPLICATE, restrictions.nameByKey(row.getString("incident"))))
                .list()
                .get(0);
    }

    private List<String> registered(List<String> names) {
        List<String> ids = Stream.concat(names.stream(), names.stream().map(name -> name.toUpperCase(Locale.ROOT)))
                .distinct()
                .toList();
        return new ArrayList<>(products.byIds(ids).stream().map(Product::id).toList());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}

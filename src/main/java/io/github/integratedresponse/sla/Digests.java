package io.github.integratedresponse.sla;

import io.github.integratedresponse.notification.DeliveryFailed;
import io.github.integratedresponse.notification.Message;
import io.github.integratedresponse.notification.Messages;
import io.github.integratedresponse.notification.NewMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails to a person everything that waits to be told to them, at most once in a while. What is written down of a mail has transactions of
 * its own, as the mail has; so a step that runs again finds what the first run did.
 */
@Component
class Digests {

    /** As long as the step that sends waits before the engine tries it again. */
    static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(5);

    /** When somebody else is writing to the person at this moment. */
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    private final ReminderRecords records;
    private final StillToTell stillToTell;
    private final DigestText text;
    private final Addresses addresses;
    private final Messages messages;
    private final JdbcClient jdbc;
    private final TransactionTemplate alone;
    private final Duration apart;
    private final Clock clock;

    Digests(
            ReminderRecords records,
            StillToTell stillToTell,
            DigestText text,
            Addresses addresses,
            Messages messages,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ReminderProperties properties,
            Clock clock) {
        this.records = records;
        this.stillToTell = stillToTell;
        this.text = text;
        this.addresses = addresses;
        this.messages = messages;
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.apart = properties.apart();
        this.clock = clock;
    }

    /** @return when this person may be written to; in a moment, if it could be now */
    Instant mayBeWrittenTo(String person) {
        Instant soonest = clock.instant().plus(A_MOMENT);
        return records.lastDigest(person)
                .map(this::over)
                .filter(over -> over.isAfter(clock.instant()))
                .orElse(soonest);
    }

    /**
     * Writes to this person, if they may be written to and nobody else is doing so. Must run in the transaction of a job, which keeps
     * others from writing to them until it ends.
     *
     * @throws DeliveryFailed when trying again may help
     */
    void write(String person) {
        if (!nobodyElseWrites(person)) {
            return;
        }
        // the second time, if what there is to tell has changed since a mail was tried in vain
        for (int time = 0; time < 2; time++) {
            Written written = alone.execute(status -> begin(person).orElse(null));
            if (written == null) {
                return;
            }
            Message kept = messages.keep(written.message(), written.about());
            if (kept.state() == Message.State.QUEUED && !written.says(kept)) {
                messages.withdraw(kept.id(), "What it tells was no longer so before it could be sent");
                alone.executeWithoutResult(status -> records.giveUp(written.digestId()));
                continue;
            }
            alone.executeWithoutResult(status -> records.tries(written.digestId()));
            Message message = messages.send(kept.id());
            alone.executeWithoutResult(status -> records.told(written.digestId(), message.id()));
            return;
        }
    }

    private record Written(long digestId, NewMessage message, Set<String> about) {

        boolean says(Message kept) {
            return kept.subject().equals(message.subject())
                    && kept.body().equals(message.body())
                    && kept.recipients().equals(message.recipients());
        }
    }

    /** Takes up the mail that is on its way, or begins a new one; empty when there is nothing to tell or it is too early. */
    private Optional<Written> begin(String person) {
        Digest last = records.lastDigest(person).orElse(null);
        if (last != null && over(last).isAfter(clock.instant())) {
            return Optional.empty();
        }
        Digest open = last != null && last.open() ? last : null;
        List<Reminder> left = stillToTell.to(person, records.waitingOf(person, open == null ? null : open.id()));
        String address = addresses.of(person).orElse(null);
        if (open != null && (left.isEmpty() || address == null)) {
            // whatever was kept for it stays unsent
            withdraw(open);
            open = null;
            left = stillToTell.to(person, records.waitingOf(person, null));
        }
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (address == null) {
            records.cannotBeTold(left.stream().map(Reminder::id).toList(), "No mail address is known");
            return Optional.empty();
        }
        long digest = open != null
                ? open.id()
                : records.begin(person, left.stream().map(Reminder::id).toList());
        return Optional.of(new Written(digest, text.of(key(digest), address, left), DigestText.about(left)));
    }

    private void withdraw(Digest open) {
        messages.byKey(key(open.id()))
                .filter(message -> message.state() == Message.State.QUEUED)
                .ifPresent(message ->
                        messages.withdraw(message.id(), "All that it tells fell away before it could be sent"));
        records.giveUp(open.id());
    }

    private static String key(long digestId) {
        return "sla-digest-" + digestId;
    }

    private Instant over(Digest digest) {
        if (digest.open()) {
            @Nullable Instant tried = digest.triedAt();
            return tried == null ? Instant.MIN : tried.plus(TRIED_AGAIN_AFTER);
        }
        return digest.writtenAt().plus(apart);
    }

    /** Whoever else would write to this person at the same time, on this node or another, does not. */
    private boolean nobodyElseWrites(String person) {
        return Objects.requireNonNull(jdbc.sql("select pg_try_advisory_xact_lock(hashtext('sla-digest'), hashtext(?))")
                .param(person)
                .query(Boolean.class)
                .single());
    }
}

package io.github.integratedresponse.notification;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The messages that leave the platform. Each is kept before it is sent, and stays kept whatever becomes of it. Keeping and sending have
 * transactions of their own: what has left can't be rolled back with the step that sent it.
 */
@Component
public class Messages {

    /** So many times a message is tried before it is given up. */
    public static final int MOST_ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final Map<Channel, Delivery> deliveries;
    private final TransactionTemplate alone;
    private final Clock clock;
    private final Restrictions restrictions;

    Messages(
            JdbcClient jdbc,
            List<Delivery> deliveries,
            PlatformTransactionManager transactions,
            Clock clock,
            Restrictions restrictions) {
        this.jdbc = jdbc;
        this.deliveries = deliveries.stream().collect(Collectors.toMap(Delivery::channel, Function.identity()));
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.restrictions = restrictions;
    }

    /** Keeps a message, once for its key: asked again, it answers the one that is there, whatever the new one says. */
    public Message keep(NewMessage message) {
        return keep(message, Set.of(message.businessKey()));
    }

    /**
     * Keeps a message that tells of several pieces of work; who may not know of one of them does not see it.
     *
     * @param about their business keys
     */
    public Message keep(NewMessage message, Set<String> about) {
        return Objects.requireNonNull(alone.execute(status -> {
            jdbc.sql(
                            "insert into response.message (idempotency_key, business_key, channel, recipients, subject, body, state,"
                                    + " kept_at) values (?, ?, ?, ?, ?, ?, 'QUEUED', ?) on conflict (idempotency_key) do nothing")
                    .param(message.idempotencyKey())
                    .param(message.businessKey())
                    .param(message.channel().name())
                    .param(message.recipients().toArray(String[]::new))
                    .param(message.subject())
                    .param(message.body())
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            Message kept = byKey(message.idempotencyKey()).orElseThrow();
            if (!about.equals(Set.of(message.businessKey()))) {
                jdbc.sql("insert into response.message_about (message_id, business_key)"
                                + " select ?, unnest(?::text[]) on conflict do nothing")
                        .param(kept.id())
                        .param(about.toArray(String[]::new))
                        .update();
            }
            return kept;
        }));
    }

    /** Gives up a message that waits to be sent, because what it says is no longer so. */
    public void withdraw(long id, String reason) {
        alone.executeWithoutResult(status -> jdbc.sql(
                        "update response.message set state = 'FAILED', reason = ? where id = ? and state = 'QUEUED'")
                .param(reason)
                .param(id)
                .update());
    }

    /**
     * Sends a message that is kept, unless it was sent before. Where nothing is configured to send it with, or trying again won't help, it
     * stays as it is and the reason stands in it; so look at {@link Message#sent()}. Call it in a job of its own.
     *
     * @throws DeliveryFailed when trying again may help, at most {@value #MOST_ATTEMPTS} times
     * @throws NotFound when no such message is kept
     */
    public Message send(long id) {
        Outcome outcome = Objects.requireNonNull(alone.execute(status -> attempt(id)));
        if (outcome.retry() != null) {
            throw outcome.retry();
        }
        return outcome.message();
    }

    private record Outcome(Message message, @Nullable DeliveryFailed retry) {}

    private Outcome attempt(long id) {
        // whoever else sends it waits here, and then finds it sent
        Message message = jdbc.sql("select * from response.message where id = ? for update")
                .param(id)
                .query(Messages::message)
                .optional()
                .orElseThrow(() -> new NotFound("There is no message " + id));
        if (message.sent() || message.state() == Message.State.FAILED) {
            return new Outcome(message, null);
        }
        Delivery delivery = Objects.requireNonNull(deliveries.get(message.channel()));
        Optional<String> missing = delivery.missing(message);
        if (missing.isPresent()) {
            return new Outcome(stands(message, Message.State.NOT_SENT, 0, missing.get(), null), null);
        }
        try {
            return new Outcome(stands(message, Message.State.SENT, 1, null, delivery.deliver(message)), null);
        } catch (Undeliverable e) {
            return new Outcome(stands(message, Message.State.FAILED, 1, e.getMessage(), null), null);
        } catch (DeliveryFailed e) {
            boolean last = message.attempts() + 1 >= MOST_ATTEMPTS;
            Message.State state = last ? Message.State.FAILED : Message.State.QUEUED;
            return new Outcome(stands(message, state, 1, e.getMessage(), null), last ? null : e);
        }
    }

    private Message stands(
            Message message, Message.State state, int attempts, @Nullable String reason, @Nullable String proof) {
        return jdbc.sql(
                        "update response.message set state = ?, attempts = attempts + ?, reason = ?, proof = ?, sent_at = ?"
                                + " where id = ? returning *")
                .param(state.name())
                .param(attempts)
                .param(reason)
                .param(proof)
                .param(state == Message.State.SENT ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                .param(message.id())
                .query(Messages::message)
                .single();
    }

    /** @throws NotFound when no such message is kept */
    public Message byId(long id) {
        return jdbc.sql("select * from response.message where id = ?")
                .param(id)
                .query(Messages::message)
                .optional()
                .orElseThrow(() -> new NotFound("There is no message " + id));
    }

    /** @return the message that is kept under an idempotency key */
    public Optional<Message> byKey(String idempotencyKey) {
        return jdbc.sql("select * from response.message where idempotency_key = ?")
                .param(idempotencyKey)
                .query(Messages::message)
                .optional();
    }

    /** @return whether the person asking may know of all that a message tells of */
    boolean visible(Message message) {
        return restrictions.visibleByKey(message.businessKey())
                && restrictions.visible(
                        "r.business_key in (select a.business_key from response.message_about a where a.message_id = ?)",
                        message.id());
    }

    /** @return the messages that belong to a piece of work, oldest first */
    public List<Message> of(String businessKey) {
        return jdbc.sql("select * from response.message where business_key = ? order by id")
                .param(businessKey)
                .query(Messages::message)
                .list();
    }

    Page<Message> page(@Nullable String businessKey, Message.@Nullable State state, PageRequest asked) {
        return restrictions
                .hideWhere(
                        new Narrowing(),
                        "r.business_key = message.business_key or r.business_key in"
                                + " (select a.business_key from response.message_about a where a.message_id = message.id)")
                .with("message.business_key = ?", businessKey)
                .with("state = ?", state)
                .page(jdbc, "*", "response.message", "id desc", asked, Messages::message);
    }

    private static Message message(ResultSet row, int n) throws SQLException {
        Timestamp sent = row.getTimestamp("sent_at");
        return new Message(
                row.getLong("id"),
                row.getString("idempotency_key"),
                row.getString("business_key"),
                Channel.valueOf(row.getString("channel")),
                List.of((String[]) row.getArray("recipients").getArray()),
                row.getString("subject"),
                row.getString("body"),
                Message.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getTimestamp("kept_at").toInstant(),
                sent == null ? null : sent.toInstant(),
                row.getString("proof"));
    }
}

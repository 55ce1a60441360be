package io.github.integratedresponse.process;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where work is put that a job of the engine does later: committed with what the caller writes, or not at all. */
@Component
public class WorkQueue {

    /** How many characters a subject may have. */
    public static final int LONGEST_SUBJECT = 4_000;

    /** How long work that comes in small pieces is gathered before it is done. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    /** How many characters of a subject are gathered. */
    private static final int MOST_GATHERED = 1_000;

    private final ProcessEngine engine;
    private final JdbcClient jdbc;

    WorkQueue(@Lazy ProcessEngine engine, JdbcClient jdbc) {
        this.engine = engine;
        this.jdbc = jdbc;
    }

    /** Whether people wait for it. */
    public enum Urgency {
        /** Like every step of a process. */
        USUAL(0),
        /** After whatever else is due: work of which there is very much at a time. */
        BULK(-1);

        private final long priority;

        Urgency(long priority) {
            this.priority = priority;
        }
    }

    /** Has it done within a second after the running transaction has committed, when nothing more urgent is due. */
    @Transactional
    public void put(String type, String subject, Urgency urgency) {
        put(type, subject, urgency, null);
    }

    /**
     * Has it done together with what comes within a fifth of a second, by a job whose subject is all of it, with commas between. Either it
     * is added to a job that is not due yet, or the job it makes gathers more until it is due. Whoever runs that job early meanwhile fails
     * by its revision, and tries again with all of it.
     *
     * @param type of a {@link QueuedWork} whose subject is a list
     * @param subject {@value #LONGEST_SUBJECT} characters at most
     */
    @Transactional
    public void gather(String type, String subject, Urgency urgency) {
        Instant now = ClockUtil.getCurrentTime().toInstant();
        int added = jdbc.sql(
                        "update act_ru_job set handler_cfg_ = handler_cfg_ || ',' || ?, rev_ = rev_ + 1 where id_ = ("
                                + "select id_ from act_ru_job where priority_ = ? and type_ = 'message' and duedate_ > ? and duedate_ <= ?"
                                + " and retries_ > 0 and suspension_state_ = 1 and handler_type_ = ? and lock_owner_ is null"
                                + " and exception_msg_ is null and length(handler_cfg_) <= ?"
                                + " limit 1 for update skip locked)")
                .param(subject)
                .param(urgency.priority)
                .param(Timestamp.from(now))
                .param(Timestamp.from(now.plus(GATHERING)))
                .param(type)
                .param(MOST_GATHERED - subject.length() - 1)
                .update();
        if (added == 0) {
            put(type, subject, urgency, now.plus(GATHERING));
        }
    }

    /**
     * @param type of a {@link QueuedWork}
     * @param subject {@value #LONGEST_SUBJECT} characters at most
     * @param due not before; {@code null} for at once
     */
    @Transactional
    public void put(String type, String subject, Urgency urgency, @Nullable Instant due) {
        if (subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("A subject of %d characters is too long".formatted(subject.length()));
        }
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command -> {
                    MessageEntity job = new MessageEntity();
                    job.setJobHandlerType(type);
                    job.setJobHandlerConfiguration(new QueuedWork.Subject(subject));
                    job.setPriority(urgency.priority);
                    job.setDuedate(due == null ? ClockUtil.getCurrentTime() : Date.from(due));
                    // without waking the job executor, which looks every half second at least: what comes meanwhile is
                    // done together
                    job.insert();
                    return null;
                });
    }
}

package io.github.integratedresponse.process;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where work is put that a job of the engine does later: committed with what the caller writes, or not at all. */
@Component
public class WorkQueue {

    /** How many characters a subject may have. */
    public static final int LONGEST_SUBJECT = 4_000;

    private final ProcessEngine engine;

    WorkQueue(@Lazy ProcessEngine engine) {
        this.engine = engine;
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

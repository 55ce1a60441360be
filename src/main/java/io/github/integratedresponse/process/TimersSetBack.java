package io.github.integratedresponse.process;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextListener;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes when a waiting timer is set to a moment that has passed: by hand, or because a promise became shorter than the work has taken
 * already. The engine runs it at once, and it is not late for that.
 */
@Component
class TimersSetBack implements CommandContextListener {

    /** A timer that is gone before it ran is forgotten after this. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final ObjectProvider<JdbcClient> jdbc;

    /** It stands in the way of every command, also of those that come before the migrations. */
    TimersSetBack(ObjectProvider<JdbcClient> jdbc) {
        this.jdbc = jdbc;
    }

    /** @return when this timer was last set back, if it was; that is forgotten with the step that runs it */
    Optional<Instant> takeAway(String jobId) {
        return jdbc.getObject()
                .sql("delete from response.timer_set_back where job_id = ? returning at")
                .param(jobId)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** At the end of a command, before the engine writes what it changed. */
    @Override
    public void onCommandContextClose(CommandContext command) {
        Date now = ClockUtil.getCurrentTime();
        List<String> due = new ArrayList<>();
        for (CachedDbEntity cached :
                command.getDbEntityManager().getDbEntityCache().getCachedEntities()) {
            if (cached.getEntity() instanceof JobEntity job && written(cached)) {
                if (job.getDuedate() == null && job.getSuspensionState() == SuspensionState.ACTIVE.getStateCode()) {
                    // due at once; the executor looks for jobs with a date alone
                    job.setDuedate(now);
                }
                if (job instanceof TimerEntity
                        && job.getDuedate() != null
                        && !job.getDuedate().after(now)) {
                    due.add(job.getId());
                }
            }
        }
        if (!due.isEmpty()) {
            note(due, now.toInstant(), command);
        }
    }

    private static boolean written(CachedDbEntity cached) {
        return (cached.getEntityState() == DbEntityState.PERSISTENT || cached.getEntityState() == DbEntityState.MERGED)
                && cached.isDirty();
    }

    /** Of timers that are written and due, those whose date is another than before. */
    private void note(List<String> due, Instant now, CommandContext command) {
        JdbcClient sql = jdbc.getObject();
        sql
                .sql("select id_, duedate_ from act_ru_job where id_ = any(?)")
                .param(due.toArray(String[]::new))
                .query((row, n) -> new Before(row.getString(1), row.getTimestamp(2)))
                .list()
                .stream()
                .filter(before -> moved(before, command))
                .forEach(before -> sql.sql("insert into response.timer_set_back (job_id, at) values (?, ?)"
                                + " on conflict (job_id) do update set at = excluded.at")
                        .param(before.id())
                        .param(now.atOffset(ZoneOffset.UTC))
                        .update());
        sql.sql("delete from response.timer_set_back where at < ?")
                .param(now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private record Before(String id, Timestamp due) {}

    private static boolean moved(Before before, CommandContext command) {
        Date after = command.getJobManager().findJobById(before.id()).getDuedate();
        return before.due() == null || before.due().getTime() != after.getTime();
    }

    @Override
    public void onCommandFailed(CommandContext command, Throwable failure) {
        // nothing was set
    }
}

package io.github.integratedresponse.process;

import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Measures how late a kind of timer runs. A run that another step overtook does not count: the engine begins it once more. It must be one
 * of the engine's handlers of timers, by which the engine knows that a repeating timer comes again.
 */
class MeasuredTimer extends TimerEventJobHandler {

    private final TimerEventJobHandler original;
    private final ObjectProvider<TimerLateness> lateness;

    MeasuredTimer(TimerEventJobHandler original, ObjectProvider<TimerLateness> lateness) {
        this.original = original;
        this.lateness = lateness;
    }

    @Override
    public String getType() {
        return original.getType();
    }

    @Override
    public TimerJobConfiguration newConfiguration(String written) {
        return original.newConfiguration(written);
    }

    @Override
    public void execute(
            TimerJobConfiguration timer, ExecutionEntity execution, CommandContext command, String tenantId) {
        TimerLateness measure = lateness.getObject();
        Optional<Duration> late = measure.of(command.getCurrentJob());
        try {
            original.execute(timer, execution, command, tenantId);
        } catch (OptimisticLockingException e) {
            throw e;
        } catch (RuntimeException e) {
            late.ifPresent(measure::started);
            throw e;
        }
        late.ifPresent(started -> command.getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, committed -> measure.started(started)));
    }

    @Override
    public void onDelete(TimerJobConfiguration timer, JobEntity job) {
        original.onDelete(timer, job);
    }
}

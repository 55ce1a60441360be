package io.github.integratedresponse.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.camunda.bpm.engine.impl.metrics.MetricsRegistry;
import org.camunda.bpm.engine.management.Metrics;
import org.springframework.stereotype.Component;

/** Counts beside the engine's own meters, which start at zero again whenever the engine writes them to its table. */
@Component
class JobCounts extends MetricsRegistry implements Measured {

    private final Map<String, LongAdder> counts = Map.of(
            Metrics.JOB_ACQUISITION_ATTEMPT, new LongAdder(),
            Metrics.JOB_ACQUIRED_SUCCESS, new LongAdder(),
            Metrics.JOB_ACQUIRED_FAILURE, new LongAdder(),
            Metrics.JOB_EXECUTION_REJECTED, new LongAdder(),
            Metrics.JOB_SUCCESSFUL, new LongAdder(),
            Metrics.JOB_FAILED, new LongAdder());

    @Override
    public void markOccurrence(String name, long times) {
        super.markOccurrence(name, times);
        LongAdder count = counts.get(name);
        if (count != null) {
            count.add(times);
        }
    }

    @Override
    public List<Measurement> measure() {
        return List.of(
                Measurement.total("response_job_acquisitions", "How often this node looked for due jobs")
                        .add(count(Metrics.JOB_ACQUISITION_ATTEMPT)),
                Measurement.total("response_jobs_acquired", "Due jobs this node took, or lost to another node")
                        .add(count(Metrics.JOB_ACQUIRED_SUCCESS), "outcome", "taken")
                        .add(count(Metrics.JOB_ACQUIRED_FAILURE), "outcome", "lost"),
                Measurement.total(
                                "response_jobs_rejected",
                                "Jobs that found no room in this node's queue and were offered again")
                        .add(count(Metrics.JOB_EXECUTION_REJECTED)),
                Measurement.total("response_jobs_run", "Jobs this node ran")
                        .add(count(Metrics.JOB_SUCCESSFUL), "outcome", "done")
                        .add(count(Metrics.JOB_FAILED), "outcome", "failed"));
    }

    private double count(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }
}

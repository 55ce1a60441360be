package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out whether a signal that joined or changed tells anything new, for a person to look at, or was closed by its source. */
@Component
class WeighRelatedSignal implements JavaDelegate {

    private final RelatedSignals signals;

    WeighRelatedSignal(RelatedSignals signals) {
        this.signals = signals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long incidentId = ((Number) execution.getVariable("incidentId")).longValue();
        long signalId = ((Number) execution.getVariable("relatedSignalId")).longValue();
        boolean closed = "CLOSE".equals(execution.getVariable("relatedSignalChange"));
        boolean adds = !closed && !signals.news(incidentId, signalId).isEmpty();
        if (adds) {
            signals.awaitReview(incidentId, signalId);
        }
        // local to this run, because the next signal may come while this one is looked at
        execution.setVariableLocal("relatedSignalId", signalId);
        execution.setVariableLocal("signalAddsSomething", adds);
        execution.setVariableLocal("signalClosed", closed);
    }
}

package io.github.integratedresponse.sla;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Takes an escalation to the next role of the ladder; at its end nobody is left, and {@code escalateTo} is empty. */
@Component
class ClimbLadder implements JavaDelegate {

    private final Clocks clocks;
    private final Escalations escalations;
    private final ObjectProvider<EscalationNews> news;

    ClimbLadder(Clocks clocks, Escalations escalations, ObjectProvider<EscalationNews> news) {
        this.clocks = clocks;
        this.escalations = escalations;
        this.news = news;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SlaClock promise = clocks.byId(((Number) execution.getVariable("clockId")).longValue());
        List<String> ladder = clocks.policy(promise.name(), promise.businessKey(), ExecutionPromise.severity(execution))
                .ladder();
        int rung = ((Number) Objects.requireNonNullElse(execution.getVariable("rung"), 0)).intValue();
        boolean left = rung < ladder.size();
        execution.setVariable("escalateTo", left ? ladder.get(rung) : null);
        execution.setVariable("rung", rung + 1);
        if (left) {
            escalations.escalated(execution.getProcessInstanceId(), ladder.get(rung));
        }
        String text = "Clock %s broke its promise%s"
                .formatted(
                        promise.name(),
                        left
                                ? "; escalated to " + ladder.get(rung)
                                : rung > 0 ? "; nobody on the ladder acknowledged it" : "");
        news.forEach(one -> one.happened(promise.businessKey(), "system", text));
    }
}

package io.github.integratedresponse.incident;

import io.github.integratedresponse.incident.Remediation.Result;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A second person says whether the cause is gone from a product: yes, not yet, or the attack is back. */
@Component
class VerifyRemediation implements TaskForm<VerifyRemediation.Verification> {

    /** What the gateway of the branch reads. */
    static final String RESULT = "verificationResult";

    private final Remediations remediations;
    private final ProductOnForm product;
    private final Timeline timeline;

    VerifyRemediation(Remediations remediations, ProductOnForm product, Timeline timeline) {
        this.remediations = remediations;
        this.product = product;
        this.timeline = timeline;
    }

    record Verification(
            @NotNull(message = "say what you found") Result result,
            @NotNull(message = "say what you looked at, and what you saw") String evidence) {}

    @Override
    public String id() {
        return "verify-remediation";
    }

    @Override
    public Class<Verification> type() {
        return Verification.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Remediation remediation = product.remediation(task);
        Map<String, Object> shown = product.shown(remediation);
        shown.put("steps", product.steps(remediation));
        return shown;
    }

    @Override
    public void check(Verification submitted, TaskContext task, Problems problems) {
        Remediation remediation = product.remediation(task);
        String actor = task.actor();
        boolean ownWork = actor.equals(remediation.recoveredBy()) || actor.equals(remediation.eradicatedBy());
        // the platform itself is nobody; people always come with their name
        problems.addIf(
                ownWork && !actor.equals("system"),
                "result",
                "must come from somebody else: " + actor + " worked on " + remediation.productId() + " themselves");
    }

    @Override
    public void accept(Verification submitted, TaskContext task) {
        Remediation remediation = product.remediation(task);
        remediations.found(remediation.id(), submitted.result(), submitted.evidence(), task.actor());
        task.setLocal(RESULT, submitted.result().name());
        timeline.append(
                remediation.incidentId(),
                "remediation-verified",
                task.actor(),
                "%s %s: %s"
                        .formatted(
                                remediation.productId(),
                                switch (submitted.result()) {
                                    case VERIFIED -> "is verified, the cause is gone";
                                    case NOT_ERADICATED -> "is not clean yet";
                                    case RECURRED -> "shows the attack again";
                                },
                                submitted.evidence()));
    }
}

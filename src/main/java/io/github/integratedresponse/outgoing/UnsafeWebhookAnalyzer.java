package io.github.integratedresponse.outgoing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words why a webhook keeps the platform from starting. */
class UnsafeWebhookAnalyzer extends AbstractFailureAnalyzer<UnsafeWebhook> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsafeWebhook cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend this setting, as docs/operators.md says, and start again.",
                cause);
    }
}

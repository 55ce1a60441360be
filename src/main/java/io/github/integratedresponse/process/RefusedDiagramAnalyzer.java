package io.github.integratedresponse.process;

import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up, in a few lines, what is wrong with a diagram. */
class RefusedDiagramAnalyzer extends AbstractFailureAnalyzer<ParseException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, ParseException cause) {
        String problems = cause.getResorceReports().stream()
                .flatMap(report -> report.getErrors().stream().map(error -> "  %s:%d  %s"
                        .formatted(report.getResourceName(), error.getLine(), error.getMessage())))
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "A diagram can't be deployed:\n" + problems,
                "Mend it in Camunda Modeler, or take it back to the version before, and start again.",
                cause);
    }
}

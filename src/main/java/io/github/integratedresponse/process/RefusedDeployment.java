package io.github.integratedresponse.process;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ResourceReport;

/** A deployment that breaks rules, with every problem of every file; the engine's REST API answers it with 400. */
class RefusedDeployment extends ParseException {

    private static final long serialVersionUID = 1L;

    private final transient List<ResourceReport> reports;

    RefusedDeployment(List<ResourceReport> reports) {
        super(words(reports), "deployment", List.of(), List.of());
        this.reports = List.copyOf(reports);
    }

    @Override
    public List<ResourceReport> getResorceReports() {
        return reports;
    }

    private static String words(List<ResourceReport> reports) {
        return reports.stream()
                .flatMap(report -> report.getErrors().stream()
                        .map(problem -> report.getResourceName() + ": " + problem.getMessage()))
                .collect(Collectors.joining(" | "));
    }
}

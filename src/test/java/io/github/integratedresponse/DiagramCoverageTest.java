package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs after all that share its platform, but before {@code HistoryCleanUpTest}: whatever the tests before it did stands in the engine's
 * history, and every flow node of every diagram must be there.
 */
@PlatformTest
@Order(Integer.MAX_VALUE - 2)
class DiagramCoverageTest {

    /** Flow nodes no test reaches, each with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.of();

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyFlowNodeWasReached() throws IOException {
        Set<String> reached =
                new HashSet<>(jdbc.sql("select distinct proc_def_key_ || '/' || act_id_ from act_hi_actinst")
                        .query(String.class)
                        .list());
        Map<String, List<String>> missed = new TreeMap<>();
        List<String> report = new ArrayList<>();
        int processesReached = 0;
        for (Path file : diagrams()) {
            BpmnModelInstance diagram = Bpmn.readModelFromFile(file.toFile());
            String process = diagram.getModelElementsByType(Process.class)
                    .iterator()
                    .next()
                    .getId();
            List<String> nodes = diagram.getModelElementsByType(FlowNode.class).stream()
                    .map(FlowNode::getId)
                    .toList();
            List<String> left = nodes.stream()
                    .filter(node -> !reached.contains(process + "/" + node))
                    .filter(node -> !LEFT_OUT.containsKey(process + "/" + node))
                    .sorted()
                    .toList();
            processesReached += left.size() < nodes.size() ? 1 : 0;
            report.add("%-30s %3d of %3d flow nodes".formatted(process, nodes.size() - left.size(), nodes.size()));
            if (!left.isEmpty()) {
                missed.put(process, left);
            }
        }
        assumeTrue(processesReached > 5, "only told after the whole suite");
        Files.write(Path.of("target", "diagram-coverage.txt"), report);
        report.forEach(System.out::println);
        assertThat(missed).isEmpty();
    }

    private static List<Path> diagrams() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }
}

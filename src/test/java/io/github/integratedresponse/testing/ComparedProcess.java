package io.github.integratedresponse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.springframework.core.io.ClassPathResource;

/**
 * A small process with a key of its own, in as many versions as a test needs. {@code acknowledge} and {@code left} promise something;
 * then two branches run side by side, unless it is cut short.
 */
public final class ComparedProcess {

    /** The ways through it, as the tasks in the order in which they are completed. */
    public static final List<String> LEFT_FIRST = List.of("acknowledge", "left", "leftAgain", "right", "rightAgain");

    public static final List<String> RIGHT_FIRST = List.of("acknowledge", "right", "rightAgain", "left", "leftAgain");
    public static final List<String> CUT_SHORT = List.of("acknowledge");

    /** More than SEV1 has to be acknowledged in. */
    public static final Duration LATE = Duration.ofMinutes(20);

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    public final String key;

    private final ProcessEngine engine;
    private final MovableClock clock;
    private int versions;

    public ComparedProcess(ProcessEngine engine, MovableClock clock) {
        this.engine = engine;
        this.clock = clock;
        // one of those that are deployed unchecked
        this.key = "compared-"
                + (engine.getRepositoryService()
                                .createProcessDefinitionQuery()
                                .processDefinitionKeyLike("compared-%")
                                .latestVersion()
                                .count()
                        + 1);
    }

    /** Deploys the next version; only the name of a task differs. */
    public ComparedProcess deploy() {
        versions++;
        try {
            String diagram = new ClassPathResource("cockpit/compared.bpmn")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replace("id=\"compared\"", "id=\"" + key + "\"")
                    .replace("bpmnElement=\"compared\"", "bpmnElement=\"" + key + "\"")
                    .replace("name=\"Look left\"", "name=\"Look left, " + versions + "\"");
            engine.getRepositoryService()
                    .createDeployment()
                    .name(key)
                    .addString(key + ".bpmn", diagram)
                    .deploy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public String businessKey(String name) {
        return "WORK-" + mark + "-" + name;
    }

    /** @return the id of an instance of the latest version that waits for its first task */
    public String start(String businessKey, boolean cutShort) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey(key, businessKey, Map.of("severity", "SEV1", "cutShort", cutShort))
                .getId();
    }

    /** Completes these tasks one after the other, a second for each after the first. */
    public void complete(String instance, Duration untilAcknowledged, List<String> tasks) {
        for (String task : tasks) {
            clock.advance(task.equals("acknowledge") ? untilAcknowledged : Duration.ofSeconds(1));
            Task open = engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceId(instance)
                    .taskDefinitionKey(task)
                    .singleResult();
            engine.getTaskService().complete(open.getId());
        }
    }

    /** Starts an instance and brings it to its end. */
    public String run(String businessKey, Duration untilAcknowledged, List<String> tasks) {
        String instance = start(businessKey, tasks.size() == 1);
        complete(instance, untilAcknowledged, tasks);
        return instance;
    }

    /** The engine's id of a version. */
    public String definition(int version) {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .processDefinitionVersion(version)
                .singleResult()
                .getId();
    }

    /** All of these, each run once. */
    @SafeVarargs
    public final void runAll(Duration untilAcknowledged, List<String>... ways) {
        Arrays.stream(ways)
                .forEach(way -> run(businessKey(UUID.randomUUID().toString().substring(0, 4)), untilAcknowledged, way));
    }
}

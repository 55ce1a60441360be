package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerExecuteNestedActivityJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class HistoryKeptTest {

    private static final List<HistoryEventTypes> OF_JOBS = List.of(
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_FAIL,
            HistoryEventTypes.JOB_SUCCESS,
            HistoryEventTypes.JOB_DELETE);

    @Autowired
    private HistoryService history;

    @Autowired
    private TaskService tasks;

    @Autowired
    private PlatformAction platform;

    @Autowired
    private Engine engine;

    @Autowired
    private Http http;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aVariableIsKeptAsItIsAndNotAsItWas() {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, engine, "history-" + UUID.randomUUID());
        engine.submit(engine.task(incident.number(), "acknowledge"), Map.of("note", "On it"));

        HistoricProcessInstance response = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.number())
                .processDefinitionKey("first-response")
                .singleResult();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(response.getId())
                        .variableName("severity")
                        .singleResult()
                        .getValue())
                .asString()
                .startsWith("SEV");
        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(response.getId())
                        .variableUpdates()
                        .count())
                .isZero();
    }

    @Test
    void ofJobsIsKeptWhoRanThemAndOfQueuedWorkOnlyFailures() {
        KeptHistory kept = new KeptHistory(Set.of("standing"), Set.of("queued"));
        JobEntity step = job(AsyncContinuationJobHandler.TYPE);
        JobEntity timer = job(TimerExecuteNestedActivityJobHandler.TYPE);
        JobEntity start = job(TimerStartEventJobHandler.TYPE);

        assertThat(produced(kept, step)).containsExactly(HistoryEventTypes.JOB_FAIL, HistoryEventTypes.JOB_SUCCESS);
        assertThat(produced(kept, timer)).containsExactly(HistoryEventTypes.JOB_FAIL, HistoryEventTypes.JOB_SUCCESS);
        assertThat(produced(kept, start)).containsExactlyElementsOf(OF_JOBS);
        assertThat(produced(kept, job("queued"))).containsExactly(HistoryEventTypes.JOB_FAIL);
        assertThat(produced(kept, job("standing"))).isEmpty();
        assertThat(kept.isHistoryEventProduced(HistoryEventTypes.TASK_INSTANCE_CREATE, new TaskEntity()))
                .isTrue();
    }

    @Test
    void aTaskLastedFromItsBeginningToItsEnd() {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, engine, "history-" + UUID.randomUUID());
        Task task = engine.task(incident.number(), "acknowledge");
        engine.submit(task, Map.of("note", "On it"));

        HistoricTaskInstance kept =
                history.createHistoricTaskInstanceQuery().taskId(task.getId()).singleResult();
        assertThat(kept.getStartTime()).isEqualTo(task.getCreateTime());
        assertThat(kept.getDurationInMillis())
                .isEqualTo(kept.getEndTime().getTime() - kept.getStartTime().getTime());
    }

    @Test
    void aTaskThatIsGivenAndDoneInOneStepLastedFromItsBeginning() {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, engine, "history-" + UUID.randomUUID());
        Task task = engine.task(incident.number(), "acknowledge");
        platform.take(() -> {
            tasks.setAssignee(task.getId(), "responder");
            engine.submit(task, Map.of("note", "On it"));
            return task;
        });

        HistoricActivityInstance run = history.createHistoricActivityInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .activityId("acknowledge")
                .singleResult();
        assertThat(run.getStartTime()).isBeforeOrEqualTo(task.getCreateTime());
        assertThat(run.getDurationInMillis())
                .isEqualTo(run.getEndTime().getTime() - run.getStartTime().getTime());
    }

    private static List<HistoryEventTypes> produced(KeptHistory kept, JobEntity job) {
        return OF_JOBS.stream()
                .filter(event -> kept.isHistoryEventProduced(event, job))
                .toList();
    }

    private static JobEntity job(String type) {
        JobEntity job = new MessageEntity();
        job.setJobHandlerType(type);
        return job;
    }
}

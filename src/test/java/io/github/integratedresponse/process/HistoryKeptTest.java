package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.JobState;
import org.camunda.bpm.engine.impl.history.event.HistoricJobLogEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerExecuteNestedActivityJobHandler;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class HistoryKeptTest {

    @Autowired
    private HistoryService history;

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
        List<HistoryEvent> kept = new ArrayList<>();
        HistoryEventHandler engineHistory = new HistoryEventHandler() {
            @Override
            public void handleEvent(HistoryEvent event) {
                kept.add(event);
            }

            @Override
            public void handleEvents(List<HistoryEvent> events) {
                kept.addAll(events);
            }
        };
        OperationRecord record = new OperationRecord(
                engineHistory,
                new DefaultListableBeanFactory().getBeanProvider(AuditLog.class),
                Set.of("standing"),
                Set.of("queued"));

        HistoricJobLogEvent step = log(AsyncContinuationJobHandler.TYPE, JobState.SUCCESSFUL);
        HistoricJobLogEvent failedStep = log(AsyncContinuationJobHandler.TYPE, JobState.FAILED);
        HistoricJobLogEvent failedWork = log("queued", JobState.FAILED);
        HistoricJobLogEvent timer = log(TimerExecuteNestedActivityJobHandler.TYPE, JobState.SUCCESSFUL);
        record.handleEvents(List.of(
                log(AsyncContinuationJobHandler.TYPE, JobState.CREATED),
                step,
                failedStep,
                log("queued", JobState.SUCCESSFUL),
                failedWork,
                log("standing", JobState.FAILED),
                timer));

        assertThat(kept).containsExactly(step, failedStep, failedWork, timer);
    }

    private static HistoricJobLogEvent log(String type, JobState state) {
        HistoricJobLogEvent log = new HistoricJobLogEvent();
        log.setJobDefinitionType(type);
        log.setState(state.getStateCode());
        return log;
    }
}

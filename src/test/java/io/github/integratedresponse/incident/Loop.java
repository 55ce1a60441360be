package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes an incident round its lifecycle stage by stage, whatever the processes of the stages do inside: a stage is ended with the
 * outcome that the test wants.
 */
public class Loop {

    static final List<String> STAGES =
            List.of("first-response", "remediation", "security-livesite-review", "repair-item", "governance-update");

    private final Engine engine;
    private final Incidents incidents;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final JdbcClient jdbc;

    Loop(
            Engine engine,
            Incidents incidents,
            RuntimeService runtime,
            RepositoryService repository,
            JdbcClient jdbc,
            ConfigurableListableBeanFactory beans) {
        this.engine = engine;
        this.incidents = incidents;
        this.runtime = runtime;
        this.repository = repository;
        this.jdbc = jdbc;
        standIn(beans, "decideOnReview", (JavaDelegate) step -> step.setVariable(
                "reviewRequired",
                incidents.byId((Long) step.getVariable("incidentId")).reviewNominated()));
        standIn(beans, "openRepairItems", (JavaDelegate) step -> {});
        standIn(beans, "startDueNotifications", (JavaDelegate) step -> {});
        standIn(beans, "repairItems", new StandInRepairItems());
    }

    private static void standIn(ConfigurableListableBeanFactory beans, String name, Object bean) {
        if (!beans.containsBean(name)) {
            beans.registerSingleton(name, bean);
        }
    }

    /** For the expression of the diagram, where no repair stage is there to ask. */
    public class StandInRepairItems {

        public Collection<Long> openIdsOfIncident(Long incidentId) {
            return jdbc.sql("select id from response.proposed_repair_item where incident_id = ?")
                    .param(incidentId)
                    .query(Long.class)
                    .list();
        }
    }

    /** An incident with a product of its own, in its first stage. */
    Incident open(Severity severity) {
        for (String stage : STAGES) {
            if (repository
                            .createProcessDefinitionQuery()
                            .processDefinitionKey(stage)
                            .count()
                    == 0) {
                repository
                        .createDeployment()
                        .addModelInstance(
                                stage + ".bpmn",
                                Bpmn.createExecutableProcess(stage)
                                        .name(stage)
                                        .camundaHistoryTimeToLiveString("P1D")
                                        .startEvent()
                                        .receiveTask("wait-" + stage)
                                        .message("never-" + stage)
                                        .endEvent("ended")
                                        .done())
                        .deploy();
            }
        }
        String mark = UUID.randomUUID().toString();
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, ?, ?, 'owner@example.com', 1, 'INTERNAL', 'INTERNAL', now())")
                .params(mark, "Product " + mark, "Division " + mark)
                .update();
        Incident incident = incidents.open(
                new NewIncident(
                        "Loop " + mark,
                        "Something happened",
                        severity,
                        Tlp.AMBER,
                        Origin.DETECTION,
                        "type " + mark,
                        mark,
                        Instant.parse("2026-03-02T08:00:00Z"),
                        null,
                        null,
                        List.of(mark)),
                "tester");
        engine.runDueJobs(incident.number());
        // first response has classified it
        return incidents.byId(incident.id());
    }

    /** An incident that has come as far as this stage. */
    Incident at(Stage stage, Severity severity) {
        Incident incident = open(severity);
        String number = incident.number();
        if (stage.ordinal() > Stage.FIRST_RESPONSE.ordinal()) {
            finish(
                    number,
                    "first-response",
                    Map.of(
                            "verdict",
                            "TRUE_POSITIVE",
                            "severity",
                            incident.severity().name()));
        }
        if (stage.ordinal() > Stage.REMEDIATION.ordinal()) {
            // so that a review is due whatever its severity
            jdbc.sql("update response.incident set review_nominated = true where id = ?")
                    .param(incident.id())
                    .update();
            finish(number, "remediation", Map.of("containmentLost", false));
        }
        if (stage.ordinal() > Stage.REVIEW.ordinal()) {
            publishedReview(incident.id());
            finish(number, "security-livesite-review", Map.of());
        }
        if (stage.ordinal() > Stage.REPAIR.ordinal()) {
            finish(number, "repair-item", Map.of());
            finish(number, "governance-update", Map.of());
            engine.complete(number, "close", Map.of("closureReason", "RESOLVED", "lessons", "We watch the watchers."));
        }
        assertThat(incidents.byId(incident.id()).stage()).isEqualTo(stage);
        return incidents.byId(incident.id());
    }

    /** Ends every process of this stage that runs for the incident, with this outcome. */
    void finish(String number, String stage, Map<String, Object> outcome) {
        List<ProcessInstance> running = running(number, stage);
        assertThat(running).as("%s of %s", stage, number).isNotEmpty();
        for (ProcessInstance instance : running) {
            ActivityInstance tree = runtime.getActivityInstance(instance.getId());
            var change = runtime.createProcessInstanceModification(instance.getId());
            for (ActivityInstance child : tree.getChildActivityInstances()) {
                change.cancelActivityInstance(child.getId());
            }
            for (TransitionInstance child : tree.getChildTransitionInstances()) {
                change.cancelTransitionInstance(child.getId());
            }
            var end = change.startBeforeActivity(end(instance.getProcessDefinitionId()));
            outcome.forEach(end::setVariable);
            end.execute();
        }
        engine.runDueJobs(number);
    }

    List<ProcessInstance> running(String number, String process) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(process)
                .processInstanceBusinessKey(number)
                .list();
    }

    private String end(String processDefinitionId) {
        return repository.getBpmnModelInstance(processDefinitionId).getModelElementsByType(EndEvent.class).stream()
                .filter(event -> event.getParentElement() instanceof Process)
                .filter(event -> event.getEventDefinitions().isEmpty())
                .map(EndEvent::getId)
                .findFirst()
                .orElseThrow();
    }

    /** A published review that asks for one repair and one change of the standard. */
    void publishedReview(long incidentId) {
        jdbc.sql(
                        "insert into response.review (number, incident_id, opened_at) values (gen_random_uuid()::text, ?, now())"
                                + " on conflict do nothing")
                .param(incidentId)
                .update();
        long review = id("update response.review set state = 'PUBLISHED', published_at = now()"
                + " where incident_id = " + incidentId + " and state <> 'PUBLISHED' returning id");
        long why = id("insert into response.why (review_id, position, level, question, answer, evidence, is_root_cause)"
                + " values (" + review + ", 1, 1, 'Why?', 'Because.', 'Seen.', true) returning id");
        long cause = id(
                "insert into response.root_cause (review_id, why_id, classification, statement, standard_change_needed)"
                        + " values (" + review + ", " + why + ", 'CONTROL_GAP', 'Nobody watched.', true) returning id");
        id(
                "insert into response.proposed_repair_item (review_id, incident_id, root_cause_id, title, description, item_class,"
                        + " owner, proposed_by, created_at) values (" + review + ", " + incidentId + ", " + cause
                        + ", 'Watch', 'Watch it.', 'DETECT', 'owner@example.com', 'tester', now()) returning id");
    }

    private long id(String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }
}

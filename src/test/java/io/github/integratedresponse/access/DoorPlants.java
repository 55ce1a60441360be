package io.github.integratedresponse.access;

import io.github.integratedresponse.testing.StandIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.HistoryEventProducer;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.jspecify.annotations.Nullable;

/** What the doors are tried with: things that stay, and things to be changed or deleted, each until a door has let somebody do it. */
class DoorPlants {

    static final String PROCESS = "doors";

    private static final String OTHER_PROCESS = "doors-two";
    private static final String ENDED_PROCESS = "doors-ended";
    private static final String TEAM = "doors-team";
    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");
    private static final String DECISION =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
                id="doors-requirements" name="Doors" namespace="http://camunda.org/schema/1.0/dmn">
              <decision id="doors-decision" name="Door" camunda:historyTimeToLive="P1D">
                <decisionTable id="table" hitPolicy="FIRST">
                  <input id="in" label="In"><inputExpression id="given" typeRef="string"><text>given</text></inputExpression></input>
                  <output id="out" label="Out" name="out" typeRef="string"/>
                  <rule id="rule"><inputEntry id="any"><text></text></inputEntry><outputEntry id="said"><text>"yes"</text></outputEntry></rule>
                </decisionTable>
              </decision>
              <decision id="doors-second" name="Second door" camunda:historyTimeToLive="P1D">
                <variable id="answer" name="answer" typeRef="string"/>
                <literalExpression id="second"><text>"no"</text></literalExpression>
              </decision>
            </definitions>
            """;

    private final ProcessEngine engine;
    private final Map<String, String> standing = new HashMap<>();
    private final Map<String, String> fresh = new HashMap<>();
    private final Map<String, Supplier<String>> makers = new HashMap<>();
    private int made;

    DoorPlants(ProcessEngine engine) {
        this.engine = engine;
    }

    void plant() {
        standing();
        makers();
    }

    private void standing() {
        deploy(process(PROCESS), "doors.bpmn");
        Deployment deployment = deploy(process(PROCESS), "doors.bpmn");
        deploy(process(OTHER_PROCESS), "doors-two.bpmn");
        deploy(StandIn.of(ENDED_PROCESS), "doors-ended.bpmn");
        engine.getRepositoryService()
                .createDeployment()
                .name(PROCESS)
                .addString("doors.dmn", DECISION)
                .deploy();
        engine.getDecisionService().evaluateDecisionTableByKey("doors-decision", Map.of("given", "something"));
        standing.put("deployment", deployment.getId());
        standing.put("definition", definition(PROCESS));
        standing.put("other-definition", definition(OTHER_PROCESS));
        standing.put("ended-definition", definition(ENDED_PROCESS));
        String instance = instance();
        standing.put("instance", instance);
        detail(instance);
        standing.put("task", task(instance));
        String job = job(instance);
        ran(job);
        standing.put("job", job);
        engine.getRuntimeService()
                .createIncident(
                        "doors",
                        engine.getTaskService()
                                .createTaskQuery()
                                .processInstanceId(instance)
                                .singleResult()
                                .getExecutionId(),
                        "planted");
        standing.put("assigned-task", assignedTask());
        standing.put("operation", operation());
        standing.put("batch", batch());
        standing.put("authorization", authorization());
        standing.put("filter", filter());
    }

    private void makers() {
        makers.put("fresh-instance", this::instance);
        makers.put("fresh-task", () -> task(instance()));
        makers.put("fresh-job", () -> job(instance()));
        makers.put("fresh-definition", () -> {
            String key = "doors-fresh-" + ++made;
            deploy(StandIn.of(key), key + ".bpmn");
            return definition(key);
        });
        makers.put("fresh-deployment", () -> deploy(StandIn.of("doors-fresh-" + ++made), "fresh.bpmn")
                .getId());
        makers.put("fresh-user", () -> {
            String id = "doors-user-" + ++made;
            engine.getIdentityService().saveUser(engine.getIdentityService().newUser(id));
            return id;
        });
        makers.put("fresh-group", () -> {
            String id = "doors-group-" + ++made;
            engine.getIdentityService().saveGroup(engine.getIdentityService().newGroup(id));
            return id;
        });
        makers.put("fresh-tenant", () -> {
            String id = "doors-tenant-" + ++made;
            engine.getIdentityService().saveTenant(engine.getIdentityService().newTenant(id));
            return id;
        });
        makers.put("fresh-authorization", this::authorization);
        makers.put("fresh-filter", this::filter);
        makers.put("fresh-batch", this::batch);
        makers.put("fresh-operation", this::operation);
        makers.put("ended-instance", () -> engine.getRuntimeService()
                .startProcessInstanceByKey(ENDED_PROCESS)
                .getId());
        makers.put("old-variable", () -> {
            String ended = engine.getRuntimeService()
                    .startProcessInstanceByKey(ENDED_PROCESS, Map.<String, Object>of("old", "planted"))
                    .getId();
            return engine.getHistoryService()
                    .createHistoricVariableInstanceQuery()
                    .processInstanceId(ended)
                    .singleResult()
                    .getId();
        });
        makers.put("new", () -> "doors-new-" + ++made);
    }

    /** Puts what was planted in the places of a request or a body. */
    String fill(String text, String visitor) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String value = value(place.group(1), visitor);
            place.appendReplacement(filled, Matcher.quoteReplacement(value == null ? place.group() : value));
        }
        return place.appendTail(filled).toString();
    }

    private @Nullable String value(String place, String visitor) {
        if (place.equals("self")) {
            return visitor;
        }
        String stands = standing.get(place);
        if (stands != null) {
            return stands;
        }
        Supplier<String> maker = makers.get(place);
        return maker == null ? null : fresh.computeIfAbsent(place, one -> maker.get());
    }

    /** After a door let somebody do something to it. */
    void used() {
        fresh.clear();
    }

    /** One open task of each kind of the deployed diagrams, given to the same teams, that no instance waits for. */
    Map<String, String> tasks(Map<String, List<String>> teams) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            Map<String, String> planted = new HashMap<>();
            Map<String, ExecutionEntity> instances = new HashMap<>();
            teams.forEach((kind, groups) -> {
                String process = kind.substring(0, kind.indexOf('/'));
                ExecutionEntity instance = instances.computeIfAbsent(process, key -> (ExecutionEntity) configuration
                        .getDeploymentCache()
                        .findDeployedLatestProcessDefinitionByKey(key)
                        .createProcessInstance(PROCESS));
                TaskEntity task = new TaskEntity();
                task.setExecution(instance);
                task.setName(kind);
                task.setTaskDefinitionKeyWithoutCascade(kind.substring(kind.indexOf('/') + 1));
                task.setProcessDefinitionId(instance.getProcessDefinitionId());
                task.insert();
                groups.forEach(task::addCandidateGroup);
                planted.put(kind, task.getId());
            });
            return planted;
        });
    }

    void removeTasks(Map<String, String> planted) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.getCommandExecutorTxRequired().execute(context -> {
            planted.values().forEach(id -> {
                TaskEntity task = context.getTaskManager().findTaskById(id);
                if (task != null) {
                    context.getTaskManager().deleteTask(task, "tried", false, true);
                }
                context.getHistoricTaskInstanceManager().deleteHistoricTaskInstanceById(id);
            });
            return null;
        });
        configuration.getCommandExecutorTxRequired().execute(context -> {
            engine.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKey(PROCESS).list().stream()
                    .map(ExecutionEntity.class::cast)
                    .forEach(context.getDbEntityManager()::delete);
            return null;
        });
    }

    void remove() {
        engine.getRepositoryService().createDeploymentQuery().list().stream()
                .filter(deployment -> PROCESS.equals(deployment.getName()))
                .forEach(deployment ->
                        engine.getRepositoryService().deleteDeployment(deployment.getId(), true, true, true));
        engine.getManagementService().createBatchQuery().list().stream()
                .filter(batch -> engine.getManagementService()
                                .createJobQuery()
                                .jobDefinitionId(batch.getSeedJobDefinitionId())
                                .count()
                        > 0)
                .forEach(batch -> engine.getManagementService().deleteBatch(batch.getId(), true));
        engine.getFilterService().createFilterQuery().filterNameLike("doors%").list().stream()
                .map(Filter::getId)
                .forEach(engine.getFilterService()::deleteFilter);
        engine.getAuthorizationService().createAuthorizationQuery().resourceId(TEAM).list().stream()
                .map(Authorization::getId)
                .forEach(engine.getAuthorizationService()::deleteAuthorization);
        new ArrayList<>(engine.getIdentityService().createUserQuery().list())
                .stream().filter(user -> user.getId().startsWith("doors-")).forEach(user -> engine.getIdentityService()
                        .deleteUser(user.getId()));
        engine.getIdentityService().createGroupQuery().list().stream()
                .filter(group -> group.getId().startsWith("doors-"))
                .forEach(group -> engine.getIdentityService().deleteGroup(group.getId()));
        engine.getIdentityService().createTenantQuery().list().stream()
                .filter(tenant -> tenant.getId().startsWith("doors-"))
                .forEach(tenant -> engine.getIdentityService().deleteTenant(tenant.getId()));
    }

    private static BpmnModelInstance process(String key) {
        return Bpmn.createExecutableProcess(key)
                .name(key)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .parallelGateway("fork")
                .userTask("work")
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("said")
                .message("doors-said")
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("signalled")
                .signal("doors-signal")
                .endEvent()
                .moveToNode("fork")
                .intermediateCatchEvent("later")
                .timerWithDuration("P30D")
                .endEvent()
                .done();
    }

    private Deployment deploy(BpmnModelInstance model, String name) {
        return engine.getRepositoryService()
                .createDeployment()
                .name(PROCESS)
                .addModelInstance(name, model)
                .deploy();
    }

    String definition(String key) {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }

    private String instance() {
        return engine.getRuntimeService()
                .startProcessInstanceByKey(PROCESS, Map.<String, Object>of("what", "planted"))
                .getId();
    }

    /** A field of a form in the history, which keeps no changes of variables. */
    private void detail(String instance) {
        inHistory((commands, history) -> history.createFormPropertyUpdateEvt(
                commands.getExecutionManager().findExecutionById(instance), "planted", "planted", null));
    }

    /** That a job ran, because the history names none before. */
    private void ran(String job) {
        inHistory((commands, history) -> history.createHistoricJobLogSuccessfulEvt(
                commands.getJobManager().findJobById(job)));
    }

    private void inHistory(BiFunction<CommandContext, HistoryEventProducer, HistoryEvent> event) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.getCommandExecutorTxRequired().execute(commands -> {
            configuration
                    .getHistoryEventHandler()
                    .handleEvent(event.apply(commands, configuration.getHistoryEventProducer()));
            return null;
        });
    }

    private String task(String instance) {
        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult();
        return task.getId();
    }

    private String job(String instance) {
        Job job = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .singleResult();
        return job.getId();
    }

    private String assignedTask() {
        String task = task(instance());
        asAdministrator(() -> engine.getTaskService().setAssignee(task, "first.administrator"));
        return task;
    }

    private String operation() {
        String task = task(instance());
        asAdministrator(() -> engine.getTaskService().setPriority(task, 7));
        return engine.getHistoryService()
                .createUserOperationLogQuery()
                .taskId(task)
                .singleResult()
                .getOperationId();
    }

    private void asAdministrator(Runnable work) {
        engine.getIdentityService().setAuthentication("administrator", List.of("administrator"));
        try {
            work.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private String batch() {
        return engine.getRuntimeService()
                .deleteProcessInstancesAsync(List.of(instance()), "planted")
                .getId();
    }

    private String authorization() {
        Authorization grant = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("doors.planter" + ++made);
        grant.setResource(Resources.FILTER);
        grant.setResourceId(TEAM);
        grant.setPermissions(new Permissions[] {Permissions.READ});
        return engine.getAuthorizationService().saveAuthorization(grant).getId();
    }

    private String filter() {
        Filter filter = engine.getFilterService().newTaskFilter("doors " + ++made);
        filter.setQuery(engine.getTaskService().createTaskQuery().taskName("nothing"));
        return engine.getFilterService().saveFilter(filter).getId();
    }
}

package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine as a test drives it: by business key, through forms, one job at a time. */
public class Engine {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final FormService forms;
    private final ManagementService management;
    private final JdbcClient jdbc;

    Engine(ProcessEngine engine, JdbcClient jdbc) {
        AbstractAssertions.init(engine);
        this.runtime = engine.getRuntimeService();
        this.tasks = engine.getTaskService();
        this.forms = engine.getFormService();
        this.management = engine.getManagementService();
        this.jdbc = jdbc;
    }

    /** Starts a process with a business key and scalars, and runs its due jobs. */
    public ProcessInstance start(String processKey, String businessKey, Map<String, Object> scalars) {
        ProcessInstance instance = runtime.startProcessInstanceByKey(processKey, businessKey, scalars);
        runDueJobs(businessKey);
        return instance;
    }

    /** Runs everything that waits to be run now (not timers of the future) for this business key, until nothing is left. */
    public void runDueJobs(String businessKey) {
        for (int round = 0; round < 200; round++) {
            List<Job> due = instances(businessKey).stream()
                    .flatMap(id ->
                            management.createJobQuery().processInstanceId(id).executable().active().list().stream())
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            for (Job job : due) {
                runUnlessDone(job);
            }
        }
        throw new AssertionError("Jobs of " + businessKey + " never come to rest");
    }

    /** Places every signal that was taken in, as the job executor would. */
    public synchronized void placeSignals() {
        List<Job> waiting;
        do {
            waiting = management.createJobQuery().messages().withRetriesLeft().active().list().stream()
                    .filter(job -> ((JobEntity) job).getJobHandlerType().equals("place-signals"))
                    .toList();
            waiting.forEach(this::place);
        } while (!waiting.isEmpty());
    }

    /** Places every signal that was taken in. @return the number of the incident that this one opened or joined */
    public String incidentOf(long signalId) {
        placeSignals();
        return jdbc.sql("select incident from response.signal_register where id = ?")
                .param(signalId)
                .query(String.class)
                .single();
    }

    /** Places every signal that was taken in. @return the receipt as somebody would have got it who waited for that */
    public JsonNode placed(JsonNode receipt) {
        if (!receipt.path("disposition").asText().equals("accepted")) {
            return receipt;
        }
        placeSignals();
        ObjectNode waitedFor = receipt.deepCopy();
        jdbc.sql("select lower(disposition) as disposition, incident from response.signal_register where id = ?")
                .param(receipt.get("signalId").asLong())
                .query(row -> {
                    waitedFor
                            .put("disposition", row.getString("disposition"))
                            .put("incident", row.getString("incident"));
                });
        return waitedFor;
    }

    /** Another test may place at the same time. */
    private void runUnlessDone(Job job) {
        if (management.createJobQuery().jobId(job.getId()).count() == 1) {
            management.executeJob(job.getId());
        }
    }

    /** A job that somebody adds signals to at this moment is found again. */
    private void place(Job job) {
        try {
            runUnlessDone(job);
        } catch (OptimisticLockingException e) {
            // nothing was placed
        }
    }

    /** Completes the one open task of this kind through its form, as a person would, and runs what follows. */
    public void complete(String businessKey, String taskKey, Map<String, ?> submitted) {
        submit(task(businessKey, taskKey), submitted);
        runDueJobs(businessKey);
    }

    /**
     * Submits the form of one task, as its assignee would.
     *
     * @throws Refused with what the person reads, and behind it what a program reads
     */
    public void submit(String taskId, Map<String, ?> submitted) {
        try {
            forms.submitTaskForm(taskId, new HashMap<>(submitted));
        } catch (FormFieldValidationException e) {
            throw new Refused(e);
        }
    }

    public void submit(Task task, Map<String, ?> submitted) {
        submit(task.getId(), submitted);
    }

    /** A submission that was refused, in the words of both who may read of it: labels for people, keys for programs. */
    public static class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(FormFieldValidationException refusal) {
            super(refusal.getMessage() + "\n" + refusal.<Object>getDetail(), refusal);
        }
    }

    public Task task(String businessKey, String taskKey) {
        List<Task> open = tasks(businessKey).stream()
                .filter(task -> task.getTaskDefinitionKey().equals(taskKey))
                .toList();
        assertThat(open)
                .as(
                        "open tasks %s of %s among %s",
                        taskKey,
                        businessKey,
                        tasks(businessKey).stream()
                                .map(Task::getTaskDefinitionKey)
                                .toList())
                .hasSize(1);
        return open.get(0);
    }

    public List<Task> tasks(String businessKey) {
        return instances(businessKey).stream()
                .flatMap(id -> tasks.createTaskQuery().processInstanceId(id).initializeFormKeys().list().stream())
                .toList();
    }

    /** What the form shows when it is opened. */
    public Map<String, Object> shown(String businessKey, String taskKey) {
        return forms.getTaskFormVariables(task(businessKey, taskKey).getId());
    }

    public Map<String, Object> shown(Task task) {
        return forms.getTaskFormVariables(task.getId());
    }

    private List<String> instances(String businessKey) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).list().stream()
                .map(ProcessInstance::getId)
                .toList();
    }
}

package io.github.integratedresponse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Page;
import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.testing.Colleagues;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** What attackers write into a finding, and colleagues into a form, stays text wherever it is shown. */
@PlatformTest
class StoredScriptsBrowserTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SIGNAL = Pattern.compile("\"signalId\":(\\d+)");

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private IdentityService identity;

    @Autowired
    private ConfigurableListableBeanFactory beans;

    private int next;

    /** Fails with words that an attacker chose. */
    public static class Fails {

        @ForDiagrams
        public void withPayload() {
            throw new IllegalStateException(Watch.ALL);
        }
    }

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void aFindingAndWhatPeopleWriteStayTextOnTheFormsOfAnIncident() throws Exception {
        String number = signal();
        Colleagues colleagues = new Colleagues(http, engine, number);
        Map<String, Map<String, Object>> forms = forms();
        Map<String, Tasklist> screens = new LinkedHashMap<>();
        Map<String, Watch> watches = new LinkedHashMap<>();
        try {
            forms.forEach((step, form) -> {
                String[] who = step.split(" ");
                Tasklist screen = screens.computeIfAbsent(
                        who[0], person -> Tasklist.signIn(chromium.browser(), http.base(), person, person));
                Watch watch = watches.computeIfAbsent(
                        who[0], person -> Watch.over(screen.page().context(), http.base()));
                assertThat(colleagues.openTasks()).contains(who[1]);
                screen.open(colleagues.idOf(who[0], who[1]));
                screen.page().waitForTimeout(250);
                watch.clean(screen.page(), "the form of " + who[1]);
                colleagues.complete(who[0], who[1], form);
            });
            screens.forEach((person, screen) -> {
                for (Task open : engine.tasks(number)) {
                    Page page = screen.page();
                    page.navigate(http.base() + "/camunda/app/tasklist/default/#/?task=" + open.getId());
                    page.waitForTimeout(400);
                    Objects.requireNonNull(watches.get(person))
                            .clean(page, open.getTaskDefinitionKey() + " as " + person);
                }
            });
        } finally {
            screens.values().forEach(Tasklist::close);
        }
    }

    /** Who does what in which order, with a payload in every text that the form takes. */
    private Map<String, Map<String, Object>> forms() {
        Map<String, Map<String, Object>> forms = new LinkedHashMap<>();
        forms.put("responder acknowledge", Map.of("note", Watch.ALL));
        forms.put(
                "responder triage",
                Map.of(
                        "verdict", "TRUE_POSITIVE",
                        "functionalImpact", "SIGNIFICANT",
                        "scope", "SINGLE_PRODUCT",
                        "exploitation", "CONFIRMED",
                        "dataAtRisk", "CONFIDENTIAL",
                        "reviewNominated", true,
                        "notes", Watch.ALL));
        forms.put(
                "incident-commander assemble",
                Map.of(
                        "incidentCommander", "incident-commander",
                        "communicationsLead", "communications-lead",
                        "others", Watch.ALL));
        forms.put(
                "responder planContainment",
                Map.of(
                        "plan",
                        List.of(Map.of(
                                "action", payload(), "target", payload(), "by", "PERSON", "owner", "responder"))));
        forms.put("responder containByHand", Map.of("outcome", "DONE", "result", Watch.ALL));
        forms.put("responder verifyContainment", Map.of("contained", "true", "evidence", Watch.ALL));
        forms.put("responder investigateScope", Map.of("findings", Watch.ALL, "scopeKnown", "true"));
        return forms;
    }

    @Test
    void tasklistAndCockpitShowNamesVariablesAndErrorsAsText() {
        if (!beans.containsBean("failsWithPayload")) {
            beans.registerSingleton("failsWithPayload", new Fails());
        }
        String person = "payload." + UUID.randomUUID().toString().substring(0, 8);
        String password = "a-long-enough-password";
        User user = identity.newUser(person);
        user.setFirstName(Watch.PAYLOADS.get(0));
        user.setLastName(Watch.PAYLOADS.get(5));
        user.setEmail("payload@example.com");
        user.setPassword(password);
        identity.saveUser(user);
        identity.createMembership(person, "responder");
        ProcessInstance instance = processWithPayloads(person);
        Task task = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
        try (Tasklist tasklist = Tasklist.signIn(chromium.browser(), http.base(), person, password)) {
            Page page = tasklist.page();
            Watch watch = Watch.over(page.context(), http.base());
            page.waitForTimeout(500);
            watch.clean(page, "the list of tasks");
            page.navigate(http.base() + "/camunda/app/tasklist/default/#/?task=" + task.getId());
            assertThat(page.locator(".task-details, [cam-tasklist-task]").first())
                    .isVisible();
            for (String tab : new String[] {"history", "diagram", "description", "form"}) {
                page.navigate(http.base() + "/camunda/app/tasklist/default/#/?task=" + task.getId()
                        + "&detailsTab=task-detail-" + tab);
                page.waitForTimeout(400);
                watch.clean(page, "the tab " + tab);
            }
            page.navigate(http.base() + "/camunda/app/tasklist/default/#/?searchQuery="
                    + java.net.URLEncoder.encode(
                            "[{\"type\":\"name\",\"operator\":\"like\",\"value\":\""
                                    + Watch.PAYLOADS.get(0).replace("\"", "\\\"") + "\",\"name\":\"\"}]",
                            java.nio.charset.StandardCharsets.UTF_8));
            page.waitForTimeout(400);
            watch.clean(page, "a search");
        }
        try (Tasklist signedIn = Tasklist.signIn(chromium.browser(), http.base(), "administrator", "administrator")) {
            Page page = signedIn.page();
            Watch watch = Watch.over(page.context(), http.base());
            String cockpit = http.base() + "/camunda/app/cockpit/default/#";
            String definition = instance.getProcessDefinitionId();
            String running = cockpit + "/process-instance/" + instance.getId() + "/runtime?tab=";
            for (String address : new String[] {
                cockpit + "/dashboard",
                cockpit + "/processes",
                cockpit + "/process-definition/" + definition + "/runtime?tab=process-instances",
                cockpit + "/process-definition/" + definition + "/runtime?tab=incidents",
                cockpit + "/process-definition/" + definition + "/runtime?tab=job-definitions",
                running + "variables-tab",
                running + "incidents-tab",
                running + "user-tasks-tab",
                cockpit + "/tasks",
                cockpit + "/repository?deployment="
                        + repository.getProcessDefinition(definition).getDeploymentId(),
                http.base() + "/camunda/app/admin/default/#/users/" + person + "?tab=profile",
                http.base() + "/camunda/app/admin/default/#/users"
            }) {
                page.navigate(address);
                page.waitForTimeout(900);
                watch.clean(page, address);
            }
            page.navigate(running + "incidents-tab");
            assertThat(page.locator("body")).containsText("window.__xss=1");
            String job = management
                    .createJobQuery()
                    .processInstanceId(instance.getId())
                    .singleResult()
                    .getId();
            page.navigate(http.base() + "/camunda/api/engine/engine/default/job/" + job + "/stacktrace");
            page.waitForTimeout(400);
            watch.clean(page, "the stack trace");
        } finally {
            runtime.deleteProcessInstance(instance.getId(), "tried");
            identity.deleteUser(person);
        }
    }

    private ProcessInstance processWithPayloads(String person) {
        BpmnModelInstance diagram = Bpmn.createExecutableProcess("payloads")
                .name(Watch.PAYLOADS.get(0))
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent("started")
                .name(Watch.PAYLOADS.get(1))
                .parallelGateway("both")
                .name(Watch.PAYLOADS.get(5))
                .userTask("work")
                .name(Watch.PAYLOADS.get(0) + Watch.PAYLOADS.get(5))
                .camundaCandidateGroups("responder")
                .camundaFormRef("acknowledge-incident")
                .camundaFormRefBinding("deployment")
                .camundaDueDate("2030-01-01T00:00:00Z")
                .camundaPriority("50")
                .documentation(Watch.PAYLOADS.get(0) + Watch.PAYLOADS.get(3))
                .endEvent("ended")
                .name("Ended")
                .moveToNode("both")
                .serviceTask("fails")
                .name(Watch.PAYLOADS.get(7))
                .camundaAsyncBefore()
                .camundaExpression("${failsWithPayload.withPayload()}")
                .endEvent("never")
                .name("Never")
                .done();
        repository
                .createDeployment()
                .name(Watch.PAYLOADS.get(0))
                .source(Watch.PAYLOADS.get(1))
                .addModelInstance("payloads.bpmn", diagram)
                .addClasspathResource("forms/acknowledge-incident.form")
                .deploy();
        Map<String, Object> variables = new LinkedHashMap<>();
        for (int i = 0; i < Watch.PAYLOADS.size(); i++) {
            variables.put("v" + i + Watch.PAYLOADS.get(i), Watch.PAYLOADS.get(i));
        }
        ProcessInstance instance = runtime.startProcessInstanceByKey("payloads", Watch.PAYLOADS.get(0), variables);
        tasks.setAssignee(
                tasks.createTaskQuery()
                        .processInstanceId(instance.getId())
                        .singleResult()
                        .getId(),
                person);
        String job = management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId();
        management.setJobRetries(job, 1);
        assertThat(catchThrowable(() -> management.executeJob(job))).hasStackTraceContaining("window.__xss=1");
        management.setJobRetries(job, 0);
        return instance;
    }

    /** A finding with a payload in every text. */
    private String signal() throws Exception {
        ObjectNode finding = (ObjectNode)
                JSON.readTree(Files.readString(Path.of("examples", "signals", "01-audit-trail-disabled.json")));
        JsonNode poisoned = poisoned(finding, "");
        HttpResponse<String> answer = http.post("responder", "/api/v1/signals", poisoned.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Matcher id = SIGNAL.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        String number = engine.incidentOf(Long.parseLong(id.group(1)));
        engine.runDueJobs(number);
        return number;
    }

    private JsonNode poisoned(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(property -> property.setValue(poisoned(property.getValue(), property.getKey())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, poisoned(array.get(i), name));
            }
        } else if (node.isTextual()
                && !List.of("class_name", "type_name", "version", "severity", "status")
                        .contains(name)) {
            return TextNode.valueOf(
                    name.equals("uid") || name.equals("type")
                            ? payload() + UUID.randomUUID()
                            : name.equals("desc") ? Watch.ALL : payload());
        }
        return node;
    }

    private String payload() {
        return Watch.PAYLOADS.get(next++ % Watch.PAYLOADS.size());
    }
}

package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StandIn;
import io.github.integratedresponse.testing.WebSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Whoever may not deploy, and whatever may not be deployed, is tried at every door. */
@PlatformTest
class DeploymentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MAY = Set.of("process-owner", "administrator");
    private static final List<String> ROLES = List.of(
            "responder",
            "incident-commander",
            "communications-lead",
            "product-engineer",
            "executive",
            "governance-analyst",
            "security-operations-manager",
            "auditor",
            "process-owner",
            "administrator");

    @Autowired
    Http http;

    @Autowired
    RepositoryService repository;

    @Autowired
    DecisionService decisions;

    @Autowired
    ProcessEngineConfiguration engine;

    @Autowired
    ConfigurableListableBeanFactory beans;

    @Autowired
    DiagramBeans forDiagrams;

    @Test
    void onlyProcessOwnersAndAdministratorsDeployAtAnyDoor() {
        Deployment earlier = repository
                .createDeployment()
                .addModelInstance("again.bpmn", StandIn.of("again"))
                .deploy();
        for (String role : ROLES) {
            WebSession web = WebSession.of(http, role);
            int expected = MAY.contains(role) ? 200 : 403;
            Map<String, byte[]> files = Map.of(
                    "door.bpmn",
                    Bpmn.convertToString(StandIn.of("door-" + role)).getBytes(StandardCharsets.UTF_8));
            for (String api :
                    new String[] {"/engine-rest", "/engine-rest/engine/default", "/camunda/api/engine/engine/default"
                    }) {
                HttpRequest.Builder create = asked(web, role, api + "/deployment/create");
                assertThat(send(create, files).statusCode())
                        .as(role + " at " + api)
                        .isEqualTo(expected);
                HttpResponse<String> again =
                        http.send(asked(web, role, api + "/deployment/" + earlier.getId() + "/redeploy")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));
                // who may not even know of a deployment is told nothing of it
                assertThat(again.statusCode())
                        .as(role + " again at " + api)
                        .isIn(MAY.contains(role) ? List.of(200) : List.of(403, 404));
            }
        }
    }

    @Test
    void aDiagramBringsNoCodeInAnyOfItsPlaces() throws IOException {
        Trap trap = Trap.in(beans);
        int before = trap.sprung();
        Map<String, String> attacks = attacks();
        StringBuilder body = new StringBuilder();
        attacks.values().forEach(body::append);
        String refused = refused("attacks.bpmn", diagram(body.toString()).getBytes(StandardCharsets.UTF_8));
        attacks.keySet().forEach(id -> assertThat(refused).as(attacks.get(id)).contains("(" + id + ")"));
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("attacks")
                        .count())
                .isZero();
        assertThat(trap.sprung()).isEqualTo(before);
    }

    /** By the id of the element that has to be named. */
    private static Map<String, String> attacks() {
        Map<String, String> attacks = new LinkedHashMap<>();
        String task = "<bpmn:serviceTask id='%s' camunda:expression=\"%s\"/>";
        String[] expressions = {
            "${trap.springSecretly()}",
            "#{trap.springSecretly()}",
            "${trap.sprung()}",
            "${trap}",
            "${trap.spring}",
            "${trap['spring']()}",
            "${trap.spring().getClass()}",
            "${noSuchBean.call()}",
            "${x.call()}",
            "${x.y}",
            "${x['y']}",
            "${''.getClass()}",
            "${''.class}",
            "${''['class']}",
            "${''['getClass']()}",
            "${'a'.toString()}",
            "${1.class}",
            "${''.getClass().forName('java.lang.Runtime').getMethod('getRuntime').invoke(null).exec('id')}",
            "${[1].class}",
            "${execution.engineServices}",
            "${execution.getEngineServices()}",
            "${execution.processEngineServices.runtimeService}",
            "${execution['processEngineServices']}",
            "${execution.getVariable('x').getClass()}",
            "${execution.setVariable('a', 1)}",
            "${execution}",
            "${task.delete()}",
            "${task.execution.processEngine}",
            "a${''.class}b",
            "${true ? ''.class : 1}",
            "${incidents.enter(''.getClass(), 'REPAIR')}",
            "${sla.dueAt(execution.engineServices, 'x')}",
            "${empty ''.getClass()}",
            "${environment.getProperty('spring.datasource.password')}",
            "${dataSource.connection}",
            "${dataSource}",
            "${jdbcClient.sql('select 1')}",
            "${systemProperties}",
            "${currentUser()}",
            "${now()}",
            "${dateTime().toDate()}",
            "${JSON('{}')}",
            "${XML('<a/>').toString()}",
            "${S('x')}",
            "${decisionResult.getClass()}",
            "${decisionResult.getSingleResult().getClass()}",
            "${decisionResult[0]}",
            "${variableScope.x}",
            "${people.create('a','b','c','d','e')}",
            "${unclosed",
            "${1}${''.class}",
            "${ '' . getClass ( ) }",
            "${\n''\n.\nclass}",
            "${historyService}",
            "${closeIncident.execute(execution)}"
        };
        for (int i = 0; i < expressions.length; i++) {
            String text = expressions[i].replace("<", "&lt;");
            attacks.put("x" + i, task.formatted("x" + i, text));
        }
        String e = "${trap.springSecretly()}";
        attacks.put(
                "script",
                "<bpmn:scriptTask id='script' scriptFormat='juel'><bpmn:script>" + e
                        + "</bpmn:script></bpmn:scriptTask>");
        attacks.put(
                "resource", "<bpmn:scriptTask id='resource' scriptFormat='js' camunda:resource='deployment://a.js'/>");
        attacks.put("class", "<bpmn:serviceTask id='class' camunda:class='java.lang.Runnable'/>");
        attacks.put("activiti", "<bpmn:serviceTask id='activiti' activiti:class='java.lang.Runnable'/>");
        attacks.put(
                "activitiExpression",
                "<bpmn:serviceTask id='activitiExpression' activiti:delegateExpression='${trap}'/>");
        attacks.put("external", "<bpmn:serviceTask id='external' camunda:type='external' camunda:topic='t'/>");
        attacks.put("delegate", "<bpmn:serviceTask id='delegate' camunda:delegateExpression='" + e + "'/>");
        attacks.put(
                "delegateHash",
                "<bpmn:serviceTask id='delegateHash' camunda:delegateExpression=\"#{''.getClass()}\"/>");
        attacks.put("library", "<bpmn:serviceTask id='library' camunda:delegateExpression='${dataSource}'/>");
        attacks.put("sendTask", "<bpmn:sendTask id='sendTask' camunda:class='java.lang.Runnable'/>");
        attacks.put("ruleTask", "<bpmn:businessRuleTask id='ruleTask' camunda:class='java.lang.Runnable'/>");
        attacks.put("decisionRef", "<bpmn:businessRuleTask id='decisionRef' camunda:decisionRef='" + e + "'/>");
        attacks.put(
                "end",
                "<bpmn:endEvent id='end'><bpmn:messageEventDefinition camunda:class='java.lang.Runnable'/></bpmn:endEvent>");
        attacks.put("called", "<bpmn:callActivity id='called' calledElement='" + e + "'/>");
        attacks.put(
                "mapping",
                "<bpmn:callActivity id='mapping' calledElement='x' camunda:variableMappingClass='java.lang.Runnable'/>");
        attacks.put(
                "mappingBean",
                "<bpmn:callActivity id='mappingBean' calledElement='x' camunda:variableMappingDelegateExpression='${trap}'/>");
        attacks.put("cmmn", "<bpmn:callActivity id='cmmn' camunda:caseRef='x'/>");
        attacks.put("candidateUsers", "<bpmn:userTask id='candidateUsers' camunda:candidateUsers='" + e + "'/>");
        attacks.put("candidateGroups", "<bpmn:userTask id='candidateGroups' camunda:candidateGroups='" + e + "'/>");
        attacks.put("assignee", "<bpmn:userTask id='assignee' camunda:assignee='" + e + "'/>");
        attacks.put("named", "<bpmn:userTask id='named' name='" + e + "'/>");
        for (String key : new String[] {
            "embedded:app:forms/x.html",
            "embedded:deployment:x.html",
            "app:x.html",
            "https://evil.example/",
            "camunda-forms:deployment:x.form",
            e
        }) {
            String id = "formKey" + attacks.size();
            attacks.put(id, "<bpmn:userTask id='" + id + "' camunda:formKey='" + key + "'/>");
        }
        attacks.put("formHandler", "<bpmn:userTask id='formHandler' camunda:formHandlerClass='java.lang.Runnable'/>");
        attacks.put("startForm", "<bpmn:startEvent id='startForm' camunda:formKey='embedded:app:x.html'/>");
        attacks.put(
                "startHandler", "<bpmn:startEvent id='startHandler' camunda:formHandlerClass='java.lang.Runnable'/>");
        attacks.put(
                "timer",
                event(
                        "timer",
                        "<bpmn:timerEventDefinition><bpmn:timeDuration id='timer'>" + e
                                + "</bpmn:timeDuration></bpmn:timerEventDefinition>"));
        attacks.put(
                "cycle",
                event(
                        "cycle",
                        "<bpmn:timerEventDefinition><bpmn:timeCycle id='cycle'>" + e
                                + "</bpmn:timeCycle></bpmn:timerEventDefinition>"));
        attacks.put(
                "condition",
                event(
                        "condition",
                        "<bpmn:conditionalEventDefinition><bpmn:condition id='condition'>" + e
                                + "</bpmn:condition></bpmn:conditionalEventDefinition>"));
        attacks.put(
                "conditionScript",
                event(
                        "conditionScript",
                        "<bpmn:conditionalEventDefinition><bpmn:condition id='conditionScript' language='juel'>" + e
                                + "</bpmn:condition></bpmn:conditionalEventDefinition>"));
        attacks.put(
                "flow",
                "<bpmn:sequenceFlow id='f0' sourceRef='class' targetRef='end'><bpmn:conditionExpression id='flow' language='juel'>1</bpmn:conditionExpression></bpmn:sequenceFlow>");
        attacks.put(
                "flowExpression",
                "<bpmn:sequenceFlow id='f1' sourceRef='class' targetRef='end'><bpmn:conditionExpression id='flowExpression'>"
                        + e + "</bpmn:conditionExpression></bpmn:sequenceFlow>");
        attacks.put(
                "flowResource",
                "<bpmn:sequenceFlow id='f2' sourceRef='class' targetRef='end'><bpmn:conditionExpression id='flowResource' language='js' camunda:resource='x.js'/></bpmn:sequenceFlow>");
        attacks.put(
                "collection",
                looped(
                        "collection",
                        "<bpmn:multiInstanceLoopCharacteristics id='collection' camunda:collection='" + e + "'/>"));
        attacks.put(
                "cardinality",
                looped(
                        "cardinality",
                        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality id='cardinality'>" + e
                                + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"));
        attacks.put(
                "completion",
                looped(
                        "completion",
                        "<bpmn:multiInstanceLoopCharacteristics><bpmn:completionCondition id='completion'>" + e
                                + "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>"));
        attacks.put(
                "error",
                event("error", "<bpmn:errorEventDefinition id='error' camunda:errorMessageVariable='" + e + "'/>"));
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put(
                "input",
                "<camunda:inputOutput><camunda:inputParameter id='input' name='a'><camunda:script scriptFormat='juel'>"
                        + e + "</camunda:script></camunda:inputParameter></camunda:inputOutput>");
        extensions.put(
                "inputExpression",
                "<camunda:inputOutput><camunda:inputParameter id='inputExpression' name='a'>" + e
                        + "</camunda:inputParameter></camunda:inputOutput>");
        extensions.put(
                "inputList",
                "<camunda:inputOutput><camunda:inputParameter name='a'><camunda:list id='inputList'><camunda:value>" + e
                        + "</camunda:value></camunda:list></camunda:inputParameter></camunda:inputOutput>");
        extensions.put(
                "inputMap",
                "<camunda:inputOutput><camunda:outputParameter name='a'><camunda:map id='inputMap'><camunda:entry key='a'>"
                        + e + "</camunda:entry></camunda:map></camunda:outputParameter></camunda:inputOutput>");
        extensions.put(
                "listenerClass", "<camunda:executionListener id='l1' event='start' class='java.lang.Runnable'/>");
        extensions.put(
                "listenerExpression",
                "<camunda:executionListener id='listenerExpression' event='start' expression='" + e + "'/>");
        extensions.put(
                "listenerDelegate",
                "<camunda:executionListener id='l2' event='start' delegateExpression='${dataSource}'/>");
        extensions.put(
                "listenerScript",
                "<camunda:executionListener event='start'><camunda:script id='listenerScript' scriptFormat='js'>1</camunda:script></camunda:executionListener>");
        extensions.put(
                "listenerResource",
                "<camunda:executionListener event='start'><camunda:script id='listenerResource' scriptFormat='js' resource='deployment://x.js'/></camunda:executionListener>");
        extensions.put(
                "listenerField",
                "<camunda:executionListener event='start' delegateExpression='${closeIncident}'><camunda:field id='listenerField' name='a'><camunda:expression>"
                        + e + "</camunda:expression></camunda:field></camunda:executionListener>");
        extensions.put(
                "timeout",
                "<camunda:taskListener id='t1' event='timeout' class='java.lang.Runnable'><bpmn:timerEventDefinition id='d1'><bpmn:timeDuration id='td'>"
                        + e + "</bpmn:timeDuration></bpmn:timerEventDefinition></camunda:taskListener>");
        extensions.put(
                "taskExpression", "<camunda:taskListener id='taskExpression' event='create' expression='" + e + "'/>");
        extensions.put(
                "taskDelegate", "<camunda:taskListener id='t3' event='create' delegateExpression='${dataSource}'/>");
        extensions.put("field", "<camunda:field id='field' name='a' stringValue='" + e + "'/>");
        extensions.put(
                "fieldExpression",
                "<camunda:field id='fieldExpression' name='a'><camunda:expression>" + e
                        + "</camunda:expression></camunda:field>");
        extensions.put(
                "connector",
                "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>");
        extensions.put(
                "formData",
                "<camunda:formData id='formData'><camunda:formField id='validated' type='string' defaultValue='" + e
                        + "'><camunda:validation><camunda:constraint name='validator' config='java.lang.Runnable'/></camunda:validation></camunda:formField></camunda:formData>");
        extensions.put("in", "<camunda:in id='in' sourceExpression='" + e + "' target='a'/>");
        extensions.put("businessKey", "<camunda:in id='businessKey' businessKey='" + e + "'/>");
        extensions.put("out", "<camunda:out id='out' sourceExpression=\"${''.getClass()}\" target='a'/>");
        extensions.put(
                "errorDefinition",
                "<camunda:errorEventDefinition id='errorDefinition' errorRef='x' expression='" + e + "'/>");
        extensions.put(
                "retries", "<camunda:failedJobRetryTimeCycle id='retries'>" + e + "</camunda:failedJobRetryTimeCycle>");
        extensions.put(
                "activitiListener",
                "<activiti:executionListener id='activitiListener' event='start' class='java.lang.Runnable'/>");
        extensions.forEach((id, inside) -> attacks.put(
                id.startsWith("listener") && (id.equals("listenerClass") || id.equals("listenerDelegate"))
                                || id.equals("timeout")
                                || id.equals("taskDelegate")
                                || id.equals("connector")
                        ? "of-" + id
                        : id,
                "<bpmn:userTask id='of-" + id + "'><bpmn:extensionElements>" + inside
                        + "</bpmn:extensionElements></bpmn:userTask>"));
        return attacks;
    }

    private static String event(String id, String definition) {
        return "<bpmn:intermediateCatchEvent id='of-" + id + "'>" + definition + "</bpmn:intermediateCatchEvent>";
    }

    private static String looped(String id, String loop) {
        return "<bpmn:userTask id='of-" + id + "'>" + loop + "</bpmn:userTask>";
    }

    private static String diagram(String body) {
        return "<?xml version='1.0' encoding='UTF-8'?><bpmn:definitions id='definitions' targetNamespace='t'"
                + " xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'"
                + " xmlns:activiti='http://activiti.org/bpmn'>"
                + "<bpmn:process id='attacks' isExecutable='true' camunda:historyTimeToLive='P1D'>" + body
                + "</bpmn:process></bpmn:definitions>";
    }

    @Test
    void theProcessItselfAndWhatStandsBesideItBringNoCodeEither() throws IOException {
        String e = "${trap.springSecretly()}";
        String refused = refused(
                "around.bpmn",
                diagram("<bpmn:extensionElements><camunda:executionListener id='onProcess' event='start' expression='"
                                + e + "'/>" + "<camunda:taskListener event='create' id='onAll' expression='" + e
                                + "'/></bpmn:extensionElements><bpmn:startEvent id='s'/>")
                        .replace(
                                "</bpmn:process>",
                                "</bpmn:process><bpmn:message id='m' name='" + e + "'/><bpmn:signal id='sig' name='" + e
                                        + "'/><bpmn:error id='err' errorCode='" + e
                                        + "'/><bpmn:escalation id='esc' escalationCode='" + e
                                        + "'/><bpmn:import id='imp' importType='x' location='http://evil.example/' namespace='x'/>")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(refused).contains("(onProcess)", "(onAll)", "(m)", "(sig)", "(err)", "(esc)");
        // a file without a process is checked like any other, and a process that is named as trusted brings no code
        // either
        assertThat(refused(
                        "trusted.bpmn",
                        diagram("<bpmn:startEvent id='s'/><bpmn:serviceTask id='late' camunda:expression='" + e + "'/>")
                                .replace("'attacks'", "'late-work'")
                                .getBytes(StandardCharsets.UTF_8)))
                .contains("(late)");
    }

    @Test
    void aDecisionIsWrittenInFeelAndReachesNothing() throws IOException {
        for (String language : new String[] {"javascript", "groovy", "juel", "python", "jython", "feel2"}) {
            for (String place :
                    new String[] {"definitions", "inputExpression", "inputEntry", "outputEntry", "literal"}) {
                String table = decision(place.equals("literal") ? literal(language, "1") : table(place, language, "1"));
                if (place.equals("definitions")) {
                    table = table.replace("<definitions ", "<definitions expressionLanguage='" + language + "' ");
                }
                assertThat(refused("written.dmn", table.getBytes(StandardCharsets.UTF_8)))
                        .as(language + " in " + place)
                        .contains("is written in " + language);
            }
        }
        for (String text : new String[] {
            "${trap.spring()}",
            "#{trap.spring()}",
            "{ f: function(x) external { java: { class: &quot;java.lang.Math&quot;, method signature: &quot;abs(int)&quot; } }, y: f(-1) }.y",
            "function(x) external {}"
        }) {
            assertThat(refused("reaches.dmn", decision(literal("feel", text)).getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .contains("reaches outside the decision");
        }
        assertThat(refused(
                        "extended.dmn",
                        decision("<businessKnowledgeModel id='b'/>" + literal("feel", "1"))
                                .getBytes(StandardCharsets.UTF_8)))
                .contains("businessKnowledgeModel (b) is not among");
        assertThat(deploy(Map.of("fine.dmn", decision(literal("feel", "1 + 1")).getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(200);
    }

    /** What got in before the checks were there does not run either. */
    @Test
    void theEngineHasNoScriptsAndNoClassesToRun() {
        ProcessEngineConfigurationImpl running = (ProcessEngineConfigurationImpl) engine;
        for (String language : new String[] {"javascript", "groovy", "juel", "feel", "python"}) {
            assertThat(running.getScriptEngineResolver().getScriptEngine(language, true))
                    .isNull();
        }
        assertThatThrownBy(() -> running.getArtifactFactory().getArtifact(Object.class))
                .hasMessageContaining("A diagram brings no class");
        Trap trap = Trap.in(beans);
        int before = trap.sprung();
        for (String text : new String[] {
            "${trap.springSecretly()}", "${''.getClass()}", "${dataSource}", "${trap.class}", "${jdbcClient.sql('x')}"
        }) {
            assertThatThrownBy(() -> running.getCommandExecutorTxRequired()
                            .execute(context -> running.getExpressionManager()
                                    .createExpression(text)
                                    .getValue(new org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity())))
                    .as(text)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(trap.sprung()).isEqualTo(before);
    }

    private static String decision(String content) {
        return "<?xml version='1.0' encoding='UTF-8'?><definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'"
                + " xmlns:camunda='http://camunda.org/schema/1.0/dmn' id='d' name='d' namespace='n'>"
                + "<decision id='attacked' name='attacked' camunda:historyTimeToLive='P1D'>" + content
                + "</decision></definitions>";
    }

    private static String literal(String language, String text) {
        return "<variable id='v' name='v'/><literalExpression id='l' expressionLanguage='" + language + "'><text>"
                + text + "</text></literalExpression>";
    }

    private static String table(String place, String language, String text) {
        String in = " expressionLanguage='" + language + "'";
        return "<decisionTable id='t'><input id='i'><inputExpression id='ie'"
                + (place.equals("inputExpression") ? in : "")
                + "><text>a</text></inputExpression></input><output id='o' name='o'/><rule id='r'><inputEntry id='e'"
                + (place.equals("inputEntry") ? in : "") + "><text>" + text + "</text></inputEntry><outputEntry id='oe'"
                + (place.equals("outputEntry") ? in : "") + "><text>" + text
                + "</text></outputEntry></rule></decisionTable>";
    }

    @Test
    void aFormRunsAndFramesNothing() throws IOException {
        for (String component : new String[] {
            "{\"type\":\"iframe\",\"url\":\"https://evil.example/\"}",
            "{\"type\":\"html\",\"content\":\"x\"}",
            "{\"type\":\"image\",\"source\":\"https://evil.example/x.png\"}",
            "{\"type\":\"image\",\"source\":\"javascript:alert(1)\"}",
            "{\"type\":\"expression\",\"expression\":\"=1\"}",
            "{\"type\":\"button\",\"action\":\"submit\"}",
            "{\"type\":\"filepicker\"}",
            "{\"type\":\"documentPreview\"}",
            "{\"type\":\"text\",\"text\":\"<img src=x onerror=alert(1)>\"}",
            "{\"type\":\"text\",\"text\":\"[x](javascript:alert(1))\"}",
            "{\"type\":\"text\",\"text\":\"![x](https://evil.example/x.png)\"}",
            "{\"type\":\"textfield\",\"label\":\"<svg/onload=alert(1)>\"}",
            "{\"type\":\"group\",\"components\":[{\"type\":\"iframe\",\"url\":\"=x\"}]}",
            "{\"type\":\"dynamiclist\",\"components\":[{\"type\":\"group\",\"components\":[{\"type\":\"html\",\"content\":\"=x\"}]}]}",
            "{\"label\":\"no type\"}"
        }) {
            String form = "{\"type\":\"default\",\"id\":\"attacked\",\"components\":[" + component + "]}";
            assertThat(refused("attacked.form", form.getBytes(StandardCharsets.UTF_8)))
                    .as(component)
                    .containsAnyOf("is not among the components", "carries HTML");
        }
        for (String broken :
                new String[] {"", "[]", "{", "{\"type\":\"default\",\"type\":\"html\"}", "{\"type\":\"default\"} {}"}) {
            refused("broken.form", broken.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page.html",
                "script.js",
                "script.groovy",
                "x.cmmn",
                "x.bar",
                "x.zip",
                "x.jar",
                "x.svg",
                "x.png",
                "x.bpmn20.xml",
                "x.BPMN",
                "../x.bpmn",
                "x<img src=x onerror=alert(1)>.bpmn",
                "x.form.html",
                "noending"
            })
    void nothingButDiagramsDecisionsAndFormsIsDeployed(String name) throws IOException {
        assertThat(refused(name, Bpmn.convertToString(StandIn.of("hidden")).getBytes(StandardCharsets.UTF_8)))
                .contains("only diagrams (.bpmn), decisions (.dmn) and forms (.form) are deployed");
    }

    @Test
    void noFilePullsInAnotherOrSwells() throws IOException {
        String fine = Bpmn.convertToString(StandIn.of("swelling"));
        String start = fine.substring(fine.indexOf("?>") + 2);
        for (String type : new String[] {
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>",
            "<!DOCTYPE x [<!ENTITY a '0123456789'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
        }) {
            for (String ending : new String[] {"bpmn", "dmn"}) {
                assertThat(refused("entities." + ending, (type + start).getBytes(StandardCharsets.UTF_8)))
                        .contains("is not plain XML");
                assertThat(refused(
                                "entities." + ending,
                                ("<?xml version='1.0' encoding='UTF-16'?>" + type + start)
                                        .getBytes(StandardCharsets.UTF_16)))
                        .contains("is not plain XML");
            }
        }
        refused("deep.bpmn", ("<a>".repeat(20_000) + "</a>".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
        refused("deep.form", ("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(refused(
                        "large.form",
                        ("{\"type\":\"" + "x".repeat(DeploymentCheck.LARGEST) + "\"}")
                                .getBytes(StandardCharsets.UTF_8)))
                .contains("larger than 2 MB");
        HttpResponse<String> huge = deploy(Map.of("huge.bpmn", new byte[11 * 1024 * 1024]));
        assertThat(huge.statusCode()).isEqualTo(413);
    }

    @Test
    void everyProblemOfEveryFileIsNamedAtOnceAndNothingIsDeployed() throws IOException {
        long before = repository.createDeploymentQuery().count();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("one.bpmn", diagram("<bpmn:scriptTask id='one'/>").getBytes(StandardCharsets.UTF_8));
        files.put(
                "two.bpmn",
                diagram("<bpmn:scriptTask id='two'/>")
                        .replace("'attacks'", "'others'")
                        .getBytes(StandardCharsets.UTF_8));
        files.put("fine.bpmn", Bpmn.convertToString(StandIn.of("fine-beside")).getBytes(StandardCharsets.UTF_8));
        files.put("three.dmn", decision(literal("groovy", "1")).getBytes(StandardCharsets.UTF_8));
        files.put("four.form", "{\"type\":\"html\"}".getBytes(StandardCharsets.UTF_8));
        files.put("five.html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = deploy(files);
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode named = JSON.readTree(answer.body()).get("details");
        assertThat(named.fieldNames())
                .toIterable()
                .contains("one.bpmn", "two.bpmn", "three.dmn", "four.form", "five.html");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void whatDiagramsMayCallStandsInThePagesForProcessOwners() throws IOException {
        String page = Files.readString(Path.of("docs/process-owners.md"));
        forDiagrams
                .all()
                .forEach((bean, methods) -> methods.forEach(method ->
                        assertThat(page).as("docs/process-owners.md").contains("`" + bean + "." + method + "(")));
        assertThat(page.lines()
                        .flatMap(line -> java.util.regex.Pattern.compile("^\\| `(\\w+)\\.(\\w+)\\(")
                                .matcher(line)
                                .results())
                        .filter(listed -> !forDiagrams.mayCall(listed.group(1), listed.group(2)))
                        .map(listed -> listed.group()))
                .as("calls on the page that the platform does not offer")
                .isEmpty();
    }

    private String refused(String name, byte[] content) throws IOException {
        HttpResponse<String> answer = deploy(Map.of(name, content));
        assertThat(answer.statusCode()).as("%s: %s", name, answer.body()).isEqualTo(400);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("details").properties()).as(answer.body()).isNotEmpty();
        return body.toString();
    }

    private HttpResponse<String> deploy(Map<String, byte[]> files) {
        return send(http.request("process-owner", "/engine-rest/deployment/create"), files);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Map<String, byte[]> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String boundary = "part-of-a-deployment";
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntried\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        files.forEach((name, content) -> {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                            + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(content);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return http.send(request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpRequest.Builder asked(WebSession web, String account, String path) {
        return path.startsWith("/camunda") ? web.request(path) : http.request(account, path);
    }
}

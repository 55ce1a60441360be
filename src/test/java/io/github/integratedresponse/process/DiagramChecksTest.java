package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StandIn;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;

@PlatformTest
class DiagramChecksTest {

    private static final String[] PROBLEMS = {
        "'Nothing is said' (bare) has no form",
        "(bare) has no candidate group",
        "(bare) has no due date",
        "(bare) has no priority",
        "(unknownForm) names form no-such-form",
        "(unknownForm) names group respnder, which does not exist",
        "(unknownForm) asks for clock no-such-clock",
        "(unknownForm) reaches for a Java class",
        "(otherDeployment) names form eradicate, which is not deployed together with it",
        "(otherDeployment) declares clock mitigate, but no boundary timer",
        "(otherDeployment) names a class",
        "(byClass) names a class",
        "(unknownBean) names delegate noSuchDelegate",
        "(notADelegate) names delegate incidents",
        "(byExpression) names its delegate by an expression",
        "(intoTheEngine) reaches into the engine by execution.processEngineServices",
        "(intoALibrary) names environment",
        "(external) waits for an external worker",
        "(leaves) tells something to the world outside",
        "(script) is a script",
        "(unknownClock) declares clock someday, which sla-policy does not know",
        "(pausedByMistake) pauses clock anytime, which sla-policy does not know",
        "(pausedByMistake) declares sla.sicne, which says nothing about a clock",
        "(approvedNothing) declares sla.pause.approver, but no sla.pause with its reason",
        "(approvedNothing) declares sla.since, but no clock",
        "(split) declares sla.pause, but does not wait for anything",
        "(unnamed) out of gateway split has no name",
        "(bare) is not drawn",
        "(f1) is not drawn",
        "History Time To Live"
    };

    @Autowired
    Http http;

    @Autowired
    RepositoryService repository;

    @Autowired
    ConfigurableListableBeanFactory beans;

    @LeavesTheProcess
    static class WritesToTheMoon implements JavaDelegate {

        @Override
        public void execute(DelegateExecution execution) {}
    }

    @Test
    void everyShippedDiagramKeepsTheRules() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            List<String> drawn = files.map(file -> Bpmn.readModelFromFile(file.toFile()))
                    .flatMap(model -> model.getModelElementsByType(Process.class).stream())
                    .map(Process::getId)
                    .toList();
            assertThat(repository.createProcessDefinitionQuery().latestVersion().list())
                    .extracting(definition -> definition.getKey())
                    .containsAll(drawn);
        }
    }

    @Test
    void aDeploymentOverRestIsRefusedWithEveryProblem() throws IOException {
        moon();
        HttpResponse<String> answer = deploy("badly-drawn.bpmn", badlyDrawn());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(PROBLEMS).contains("\"line\"").doesNotContain("(named) out of");
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("badly-drawn")
                        .count())
                .isZero();
    }

    @Test
    void aDeploymentByThePlatformIsRefusedTheSameWayAndStartUpSaysWhy() {
        moon();
        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("badly-drawn.bpmn", badlyDrawn())
                        .deploy())
                .isInstanceOfSatisfying(ParseException.class, refused -> {
                    FailureAnalysis said = new RefusedDiagramAnalyzer().analyze(refused);
                    assertThat(said).isNotNull();
                    assertThat(said.getDescription()).contains(PROBLEMS).contains("badly-drawn.bpmn:");
                });
    }

    @Test
    void aDiagramThatKeepsTheRulesIsDeployed() {
        HttpResponse<String> answer = deploy("well-drawn.bpmn", Bpmn.convertToString(StandIn.of("well-drawn")));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private void moon() {
        if (!beans.containsBean("writesToTheMoon")) {
            beans.registerSingleton("writesToTheMoon", new WritesToTheMoon());
        }
    }

    private static String badlyDrawn() throws IOException {
        return Files.readString(Path.of("src/test/resources/process/badly-drawn.bpmn"));
    }

    private HttpResponse<String> deploy(String name, String diagram) {
        String boundary = "part-of-a-deployment";
        String body =
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nby hand\r\n--"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/xml\r\n\r\n" + diagram + "\r\n--" + boundary + "--\r\n";
        return http.send(http.request("process-owner", "/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }
}

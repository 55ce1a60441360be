package io.github.integratedresponse.volume;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;

/**
 * A Camunda as its starters make it, with nothing of ours; the other side of the comparisons. With {@code --diagrams} it deploys the
 * very files that the platform deploys, and every bean that they name does nothing. It is no component, or the platform would find it
 * in its tests.
 */
@EnableAutoConfiguration
public class BareCamunda {

    private static final Pattern DELEGATE = Pattern.compile("delegateExpression=\"\\$\\{(\\w+)\\}\"");
    private static final List<String> ASKED = List.of(
            "sla",
            "incidents",
            "incidentFacts",
            "repairItems",
            "rootCauses",
            "remediations",
            "containmentActions",
            "rollOuts",
            "variantHunts",
            "duties",
            "outsideWaits",
            "reminders");

    public static void main(String[] arguments) {
        SpringApplication.run(BareCamunda.class, arguments);
    }

    @Bean
    static BeanFactoryPostProcessor beansThatDoNothing(Environment environment) {
        return beans -> {
            try {
                Nothing nothing = new Nothing(scalars());
                for (Path diagram : files(environment)) {
                    DELEGATE.matcher(Files.readString(diagram))
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .filter(name -> !beans.containsSingleton(name))
                            .forEach(name -> beans.registerSingleton(name, nothing));
                }
                Unknown unknown = new Unknown();
                ASKED.forEach(name -> beans.registerSingleton(name, unknown));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Bean
    SmartInitializingSingleton deployed(RepositoryService repository, Environment environment) {
        return () -> {
            try {
                DeploymentBuilder deployment =
                        repository.createDeployment().name("diagrams").enableDuplicateFiltering(true);
                List<Path> files = files(environment);
                for (Path file : files) {
                    deployment.addInputStream(file.getFileName().toString(), Files.newInputStream(file));
                }
                if (!files.isEmpty()) {
                    deployment.deploy();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** What the platform's delegates tell the gateways, by element: recorded from one incident that went round the loop. */
    private static Map<String, Map<String, Object>> scalars() throws IOException {
        try (InputStream text = new ClassPathResource("volume/scalars.json").getInputStream()) {
            return new ObjectMapper().readValue(text, new TypeReference<>() {});
        }
    }

    /** Not those that begin by themselves, on a date. */
    private static List<Path> files(Environment environment) throws IOException {
        String root = environment.getProperty("diagrams", "");
        if (root.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(Path.of(root), 2)) {
            return all.filter(path -> path.toString().matches(".*/(bpmn|dmn|forms)/[^/]+\\.(bpmn|dmn|form)"))
                    .filter(path -> !path.toString().matches(".*security-(operations|health)-review\\.bpmn"))
                    .sorted()
                    .toList();
        }
    }
}

package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.PlatformAction;
import io.github.integratedresponse.process.TransactionMemory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the latest version of the decision {@code sla-policy}, which process owners keep. */
@Component
class Policies {

    /** Work must go on when a table has a hole: a day, then the security operations manager. */
    static final Policy FALLBACK = new Policy(
            new Target(1, Duration.ZERO),
            "24x7",
            0.75,
            List.of("security-operations-manager", "executive"),
            null,
            null);

    /** The id of the decision. */
    static final String DECISION = "sla-policy";

    private static final int MOST_ANSWERS = 10_000;

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private static final Logger log = LoggerFactory.getLogger(Policies.class);

    private final DecisionService decisions;
    private final RepositoryService repository;
    private final Calendars calendars;
    private final PlatformAction platform;
    private final Map<Question, Policy> answers = new ConcurrentHashMap<>();
    private final TransactionMemory<String, DecisionDefinition> latest = new TransactionMemory<>();

    Policies(
            @Lazy DecisionService decisions,
            @Lazy RepositoryService repository,
            Calendars calendars,
            PlatformAction platform) {
        this.decisions = decisions;
        this.repository = repository;
        this.calendars = calendars;
        this.platform = platform;
    }

    /** What a version of the table was asked; it never changes, and neither does what it answers. */
    private record Question(
            String tableId,
            String clock,
            @Nullable String severity,
            @Nullable Integer productTier,
            @Nullable String region) {}

    /**
     * @param severity {@code SEV0} to {@code SEV4}, {@code null} when the work has none
     * @param productTier of the most critical product affected, {@code null} when none is known
     * @param region of that product, {@code null} when none is known
     */
    Policy of(String clock, @Nullable String severity, @Nullable Integer productTier, @Nullable String region) {
        // a hundred incidents that open together ask once
        DecisionDefinition table = latest.get().computeIfAbsent(DECISION, decision -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(decision)
                .latestVersion()
                .singleResult());
        return table == null
                ? fallback(clock, severity, "the decision sla-policy is not deployed")
                : answer(table, clock, severity, productTier, region);
    }

    /** @return what an earlier version said; empty when it is no longer there, or none had said anything */
    Optional<Policy> ofVersion(
            @Nullable Integer version,
            String clock,
            @Nullable String severity,
            @Nullable Integer productTier,
            @Nullable String region) {
        return Optional.ofNullable(version)
                .map(number -> repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(DECISION)
                        .decisionDefinitionVersion(number)
                        .singleResult())
                .map(table -> answer(table, clock, severity, productTier, region));
    }

    private Policy answer(
            DecisionDefinition table,
            String clock,
            @Nullable String severity,
            @Nullable Integer productTier,
            @Nullable String region) {
        Question question = new Question(table.getId(), clock, severity, productTier, region);
        Policy known = answers.get(question);
        if (known == null) {
            known = ask(table, question);
            if (answers.size() >= MOST_ANSWERS) {
                answers.clear();
            }
            answers.put(question, known);
        }
        return known;
    }

    private Policy ask(DecisionDefinition table, Question question) {
        String clock = question.clock();
        String severity = question.severity();
        VariableMap facts = Variables.fromMap(Map.of("clock", clock))
                .putValue("severity", severity)
                .putValue("productTier", question.productTier())
                .putValue("region", question.region());
        DmnDecisionRuleResult rule = platform.take(
                () -> decisions.evaluateDecisionTableById(table.getId(), facts).getFirstResult());
        if (rule == null) {
            return fallback(clock, severity, "no rule of sla-policy matches");
        }
        try {
            Target target = Target.parse(text(rule, "target"));
            String calendar = rule.get("calendar") instanceof String named && !named.isBlank() ? named.strip() : "24x7";
            if (!calendars.names().contains(calendar)) {
                return fallback(clock, severity, "there is no calendar " + calendar);
            }
            double warnFraction = ((Number) Objects.requireNonNull(rule.getEntry("warnFraction"))).doubleValue();
            if (!(warnFraction > 0 && warnFraction <= 1)) {
                return fallback(clock, severity, "it must warn after a part above 0 and not above 1");
            }
            return new Policy(
                    target,
                    calendar,
                    warnFraction,
                    ladder(text(rule, "ladder")),
                    pauseApprover(rule),
                    table.getVersion());
        } catch (DateTimeException | IllegalArgumentException | NullPointerException | ClassCastException e) {
            return fallback(clock, severity, "the matching rule of sla-policy can't be read: " + e.getMessage());
        }
    }

    private static @Nullable String pauseApprover(DmnDecisionRuleResult rule) {
        return rule.get("pauseApprover") instanceof String role && !role.isBlank() ? role.strip() : null;
    }

    /** Whether this file of a deployment holds the table. */
    static boolean hold(String file) {
        return file.contains("\"" + DECISION + "\"");
    }

    /** @return the clocks that the latest version knows */
    Set<String> clocks() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(DECISION)
                .latestVersion()
                .list()
                .stream()
                .flatMap(table -> clocks(repository.getDmnModelInstance(table.getId())).stream())
                .collect(Collectors.toSet());
    }

    /** @return the clocks that this table, which need not be deployed yet, knows */
    static Set<String> clocks(String table) {
        return clocks(Dmn.readModelFromStream(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8))));
    }

    private static Set<String> clocks(DmnModelInstance tables) {
        DecisionTable table = (DecisionTable)
                ((Decision) Objects.requireNonNull(tables.getModelElementById(DECISION))).getExpression();
        List<Input> inputs = List.copyOf(table.getInputs());
        Set<String> clocks = new HashSet<>();
        for (int column = 0; column < inputs.size(); column++) {
            if (inputs.get(column)
                    .getInputExpression()
                    .getText()
                    .getTextContent()
                    .strip()
                    .equals("clock")) {
                for (Rule rule : table.getRules()) {
                    QUOTED.matcher(List.copyOf(rule.getInputEntries())
                                    .get(column)
                                    .getText()
                                    .getTextContent())
                            .results()
                            .forEach(name -> clocks.add(name.group(1)));
                }
            }
        }
        return clocks;
    }

    private static String text(DmnDecisionRuleResult rule, String output) {
        return (String) Objects.requireNonNull(rule.getEntry(output), output);
    }

    private static List<String> ladder(String roles) {
        return Arrays.stream(roles.split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .toList();
    }

    private static Policy fallback(String clock, @Nullable String severity, String why) {
        log.warn("Clock {} at severity {} gets the fallback of {}: {}", clock, severity, FALLBACK.target(), why);
        return FALLBACK;
    }
}

package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.inventory.Product;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the latest version of the decision {@code notification-duties}, which process owners keep. */
@Component
class NotificationDuties {

    private static final String TABLE = "notification-duties";

    private final DecisionService decisions;
    private final RepositoryService repository;

    NotificationDuties(@Lazy DecisionService decisions, @Lazy RepositoryService repository) {
        this.decisions = decisions;
        this.repository = repository;
    }

    /** @return one entry per duty, in the order of the table; where two rules name the same duty, the first counts */
    Collection<OwedDuty> of(Incident incident, List<Product> products, ObligationFacts facts) {
        DecisionDefinition table = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(TABLE)
                .latestVersion()
                .singleResult();
        if (table == null) {
            throw new IllegalStateException("The decision " + TABLE + " is not deployed");
        }
        Map<Duty, OwedDuty> owed = new EnumMap<>(Duty.class);
        decisions
                .evaluateDecisionTableById(table.getId(), inputs(incident, products, facts))
                .getResultList()
                .forEach(row -> {
                    OwedDuty duty = owed(row, table.getVersion());
                    owed.putIfAbsent(duty.duty(), duty);
                });
        return owed.values();
    }

    private static VariableMap inputs(Incident incident, List<Product> products, ObligationFacts facts) {
        return Variables.createVariables()
                .putValue("severity", incident.severity().name())
                .putValue("dataClass", mostSensitive(products))
                .putValue("personalData", facts.personalData())
                .putValue("euPersonalData", facts.euPersonalData())
                .putValue("essentialOrImportantEntity", facts.essentialOrImportantEntity())
                .putValue("financialEntity", facts.financialEntity())
                .putValue("listedCompany", facts.listedCompany())
                .putValue("exploitedVulnerability", facts.exploitedVulnerability())
                .putValue("customersAffected", facts.customersAffected())
                .putValue("partnersAffected", facts.partnersAffected());
    }

    private static String mostSensitive(List<Product> products) {
        return products.stream()
                .map(Product::dataClass)
                .max(Comparator.naturalOrder())
                .map(Enum::name)
                .orElse("");
    }

    private static OwedDuty owed(Map<String, Object> row, int version) {
        String countedFrom = text(row, "countedFrom");
        String latest = text(row, "latest");
        return new OwedDuty(
                Duty.valueOf(text(row, "duty")),
                Trigger.valueOf(text(row, "trigger")),
                new Deadline(text(row, "deadline")),
                countedFrom.isEmpty() ? null : Duty.valueOf(countedFrom),
                latest.isEmpty() ? null : Duration.parse(latest),
                RecipientsKind.valueOf(text(row, "recipientsKind")),
                text(row, "approver"),
                text(row, "source"),
                text(row, "rule"),
                version);
    }

    private static String text(Map<String, Object> row, String output) {
        return Objects.requireNonNullElse((String) row.get(output), "");
    }
}

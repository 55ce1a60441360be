package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.notification.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Writes the first draft from {@code notification/<recipients>.txt}: the first line is the subject, the rest the text. Facts are put in
 * once, so that nothing an attacker wrote can call for more of them.
 */
@Component
class DraftTemplates {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final Incidents incidents;
    private final Obligations obligations;

    DraftTemplates(Incidents incidents, Obligations obligations) {
        this.incidents = incidents;
        this.obligations = obligations;
    }

    record FirstDraft(String subject, String body) {}

    FirstDraft of(NotificationDuty duty) {
        Map<String, String> facts = facts(duty);
        String template = template(duty.recipientsKind());
        int endOfSubject = template.indexOf('\n');
        return new FirstDraft(
                filled(template.substring(0, endOfSubject), facts),
                filled(template.substring(endOfSubject).strip(), facts));
    }

    private Map<String, String> facts(NotificationDuty duty) {
        Incident incident = incidents.byId(duty.incidentId());
        ObligationFacts known = obligations.of(incident);
        String products = incidents.affectedProducts(incident.id()).stream()
                .map(Product::name)
                .collect(Collectors.joining(", "));
        return Map.of(
                "duty", duty.duty().title(),
                "number", incident.number(),
                "title", ForeignText.withoutLinks(incident.title()),
                "severity", incident.severity().name(),
                "stage", incident.stage().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "awareAt", known.awareAt().truncatedTo(ChronoUnit.MINUTES) + " (UTC)",
                "products", products.isEmpty() ? "not known yet" : products,
                "affected", affected(known));
    }

    private static String affected(ObligationFacts known) {
        List<String> affected = new ArrayList<>();
        if (known.euPersonalData()) {
            affected.add("personal data of people in the EU");
        } else if (known.personalData()) {
            affected.add("personal data");
        }
        if (known.customersAffected()) {
            affected.add("customers");
        }
        if (known.partnersAffected()) {
            affected.add("partners");
        }
        return affected.isEmpty() ? "not known yet" : String.join(", ", affected);
    }

    private static String filled(String template, Map<String, String> facts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(facts.getOrDefault(place.group(1), "")));
    }

    private static String template(RecipientsKind kind) {
        try {
            return new ClassPathResource("notification/" + kind.name().toLowerCase(Locale.ROOT) + ".txt")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.integratedresponse.volume;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the people of the first hour fill in, from acknowledging to closing, but for the change of the standard and the learned pattern:
 * few incidents end in those, and one that deploys a decision each time would measure deployments.
 */
final class FirstHour {

    /** Whose task it is, and what they say. */
    record Answer(String person, Map<String, ?> form) {}

    private static final Map<String, String> DONE =
            Map.of("outcome", "DONE", "evidence", "https://change.example.com/4711");

    private FirstHour() {}

    /**
     * @param rootCause id of the one that the review found, once it did
     * @return {@code null} for a task that nobody needs to do
     */
    static @Nullable Answer to(String task, @Nullable Long rootCause) {
        Instant soon = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        return switch (task) {
            case "acknowledge" -> new Answer("responder", Map.of("note", "On it."));
            case "triage" -> new Answer(
                    "responder",
                    Map.of(
                            "verdict", "TRUE_POSITIVE",
                            "functionalImpact", "SIGNIFICANT",
                            "scope", "SINGLE_PRODUCT",
                            "dataAtRisk", "INTERNAL",
                            "reviewNominated", true,
                            "notes", "Nobody on the team signed in from there."));
            case "assemble" -> new Answer(
                    "incident-commander",
                    Map.of("incidentCommander", "incident-commander", "communicationsLead", "communications-lead"));
            case "planContainment" -> new Answer(
                    "responder",
                    Map.of(
                            "plan",
                            List.of(Map.of(
                                    "action", "Disable the account's key",
                                    "target", "111122223333",
                                    "by", "PERSON",
                                    "owner", "responder"))));
            case "containByHand" -> new Answer(
                    "responder", Map.of("outcome", "DONE", "result", "The key is disabled."));
            case "verifyContainment" -> new Answer(
                    "responder", Map.of("contained", "true", "evidence", "No call by this principal for an hour."));
            case "assessObligations" -> new Answer(
                    "communications-lead",
                    Map.of(
                            "awareAt",
                            Instant.now().minusSeconds(30).toString(),
                            "reasoning",
                            "No personal data is in the account."));
            case "investigateScope" -> new Answer(
                    "responder", Map.of("findings", "One key, leaked by a build log.", "scopeKnown", "true"));
            case "planRemediation" -> new Answer(
                    "product-engineer",
                    Map.of(
                            "lead", "product-engineer",
                            "approach", "Remove the principal and its keys.",
                            "steps",
                                    List.of(
                                            Map.of("phase", "ERADICATION", "step", "Delete the account"),
                                            Map.of("phase", "RECOVERY", "step", "Check that the trail is whole")),
                            "criterion", "No principal outside the vault may sign in."));
            case "eradicate" -> new Answer(
                    "product-engineer", Map.of("doneSteps", List.of("1"), "outcome", "Deleted."));
            case "recover" -> new Answer("product-engineer", Map.of("doneSteps", List.of("2"), "outcome", "Whole."));
            case "verifyRemediation" -> new Answer(
                    "responder", Map.of("result", "VERIFIED", "evidence", "The attempt to sign in was denied."));
            case "schedule" -> new Answer(
                    "security-operations-manager",
                    Map.of(
                            "facilitator",
                            "Rahel Sommer",
                            "date",
                            soon.toString(),
                            "meeting",
                            "https://meet.example.com/slr",
                            "attendees",
                            List.of(
                                    Map.of("name", "Amara Diallo", "role", "PRODUCT_TEAM"),
                                    Map.of("name", "Jonas Weber", "role", "EXECUTIVE"))));
            case "fiveWhy" -> new Answer("security-operations-manager", whys());
            case "classify" -> new Answer("governance-analyst", classification());
            case "repairItems" -> new Answer("security-operations-manager", repairs(rootCause));
            case "board" -> new Answer("executive", Map.of("decision", "APPROVED", "comment", "Thank you."));
            case "acceptRepair" -> new Answer(
                    "product-engineer",
                    Map.of(
                            "answer", "ACCEPT",
                            "plan", "Deny it by policy, then test it.",
                            "targetDate",
                                    LocalDate.now(ZoneOffset.UTC).plusDays(2).toString()));
            case "operations" -> new Answer("responder", DONE);
            case "engineering" -> new Answer("product-engineer", DONE);
            case "governance" -> new Answer("governance-analyst", DONE);
            case "proof" -> new Answer(
                    "responder",
                    Map.of("method", "The attack was repeated.", "result", "PROVEN", "evidence", "Access denied."));
            case "confirmDecision" -> new Answer(
                    "governance-analyst", Map.of("decision", "NONE", "reason", "The standard asks for it already."));
            case "draftPattern" -> new Answer(
                    "governance-analyst", Map.of("none", true, "noneReason", "It can't come back."));
            case "close" -> new Answer(
                    "incident-commander", Map.of("closureReason", "RESOLVED", "lessons", "Keys end with their use."));
            default -> null;
        };
    }

    private static Map<String, ?> whys() {
        List<Map<String, Object>> rows = new ArrayList<>();
        String[] answers = {
            "A key was used.",
            "It lay in a build log.",
            "Builds write what they read.",
            "Nobody looks at logs of builds.",
            "No control asks for it."
        };
        for (int level = 0; level < answers.length; level++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("no", level + 1);
            row.put("why", "Why? (" + (level + 1) + ")");
            row.put("answer", answers[level]);
            row.put("evidence", "The log of the build.");
            row.put("rootCause", level == answers.length - 1);
            if (level > 0) {
                row.put("parent", level);
            }
            rows.add(row);
        }
        return Map.of(
                "summary",
                "A leaked key was used to sign in.",
                "whys",
                rows,
                "present",
                List.of("Amara Diallo", "Jonas Weber"),
                "blamelessStatement",
                true);
    }

    private static Map<String, ?> classification() {
        return Map.of(
                "causes",
                List.of(Map.of(
                        "whyNo",
                        5,
                        "classification",
                        "CONTROL_GAP",
                        "statement",
                        "No control says that logs of builds are searched for keys.",
                        "controls",
                        List.of("LT-3"),
                        "contributing",
                        false,
                        "standardChange",
                        true,
                        "hunt",
                        false)),
                "noHuntReason",
                "The search for keys runs everywhere by now.");
    }

    private static Map<String, ?> repairs(@Nullable Long rootCause) {
        return Map.of(
                "items",
                List.of(Map.of(
                        "rootCauseId", rootCause == null ? 0L : rootCause,
                        "itemClass", "PREVENT",
                        "title", "Search logs of builds for keys",
                        "description", "A step of every build does it.",
                        "owner", "amara.diallo")));
    }
}

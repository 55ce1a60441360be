package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A governance analyst drafts what triage is to recognise again, or says that there is nothing to learn. */
@Component
class DraftPatternForm implements TaskForm<DraftPatternForm.Drafted> {

    private final CauseShown shown;
    private final LearnedPatterns patterns;
    private final RepairItemOfCause repairItems;
    private final Signals signals;
    private final Products products;
    private final Timeline timeline;

    DraftPatternForm(
            CauseShown shown,
            LearnedPatterns patterns,
            RepairItemOfCause repairItems,
            Signals signals,
            Products products,
            Timeline timeline) {
        this.shown = shown;
        this.patterns = patterns;
        this.repairItems = repairItems;
        this.signals = signals;
        this.products = products;
        this.timeline = timeline;
    }

    record Drafted(
            @Size(max = 500, message = "may be 500 characters long at most") @Nullable String findingType,
            @Nullable String technique,
            @Nullable String division,
            @Nullable Severity severityFloor,
            boolean none,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String noneReason) {}

    @Override
    public String id() {
        return "governance-draft-pattern";
    }

    @Override
    public Class<Drafted> type() {
        return Drafted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        LearnedPattern draft = patterns.byId(task.number("patternId"));
        Map<String, Object> values = shown.of(task);
        values.put("findingType", draft.findingType());
        values.put("technique", draft.technique());
        if (draft.division() != null) {
            values.put("division", draft.division());
        }
        values.put("severityFloor", draft.severityFloor().name());
        values.put(
                "divisionOptions",
                divisions().stream().map(name -> CauseShown.option(name, name)).toList());
        values.put(
                "managerComments",
                draft.comment() == null ? "" : "**It was returned:** " + CauseShown.plain(draft.comment()));
        values.put(
                "signalsShown",
                signals.ofIncident(task.number("incidentId")).stream()
                        .map(DraftPatternForm::shown)
                        .distinct()
                        .limit(20)
                        .collect(Collectors.joining("; ")));
        return values;
    }

    private static String shown(Signal signal) {
        return CauseShown.plain(signal.findingType()
                + (signal.techniques().isEmpty() ? "" : " (" + String.join(", ", signal.techniques()) + ")"));
    }

    @Override
    public void check(Drafted drafted, TaskContext task, Problems problems) {
        if (drafted.none()) {
            problems.addIf(drafted.noneReason() == null, "noneReason", "is missing; say why there is nothing to learn");
            return;
        }
        problems.addIf(drafted.findingType() == null, "findingType", "is missing");
        problems.addIf(
                drafted.findingType() != null && drafted.findingType().chars().anyMatch(Character::isISOControl),
                "findingType",
                "contains a line break or another control character");
        problems.addIf(
                drafted.technique() != null && !technique(drafted).matches("T\\d{4}(\\.\\d{3})?"),
                "technique",
                "must be an ATT&CK technique such as T1562 or T1562.008");
        problems.addIf(
                drafted.division() != null && !divisions().contains(drafted.division()),
                "division",
                "is not a division of the organisation");
        problems.addIf(drafted.severityFloor() == null, "severityFloor", "is missing");
        problems.addIf(drafted.noneReason() != null, "noneReason", "is for when there is no pattern only");
        if (problems.isEmpty()) {
            patterns.recognising(content(drafted), task.number("patternId"))
                    .ifPresent(other -> problems.add(
                            "findingType",
                            "with this technique and division is recognised by %s already".formatted(other.number())));
        }
    }

    @Override
    public void accept(Drafted drafted, TaskContext task) {
        LearnedPattern draft = patterns.byId(task.number("patternId"));
        if (drafted.none()) {
            patterns.decide(draft.id(), LearnedPattern.State.DROPPED, drafted.noneReason(), task.actor());
            timeline.append(
                    draft.incidentId(), "pattern", task.actor(), "Nothing to recognise again: " + drafted.noneReason());
        } else {
            patterns.draft(
                    draft.id(),
                    content(drafted),
                    repairItems.number(draft.incidentId(), draft.rootCauseId()),
                    task.actor());
            LearnedPattern written = patterns.byId(draft.id());
            timeline.append(
                    draft.incidentId(),
                    "pattern",
                    task.actor(),
                    "Pattern %s drafted: %s, severity at least %s"
                            .formatted(written.number(), written.described(), written.severityFloor()));
        }
        task.set("patternDrafted", !drafted.none());
    }

    private static LearnedPatterns.Content content(Drafted drafted) {
        return new LearnedPatterns.Content(
                Objects.requireNonNull(drafted.findingType()),
                technique(drafted),
                drafted.division(),
                Objects.requireNonNull(drafted.severityFloor()));
    }

    private static String technique(Drafted drafted) {
        return drafted.technique() == null ? "" : drafted.technique().toUpperCase(Locale.ROOT);
    }

    private List<String> divisions() {
        return products.all().stream().map(Product::division).distinct().toList();
    }
}

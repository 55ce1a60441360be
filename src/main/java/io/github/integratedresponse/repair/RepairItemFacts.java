package io.github.integratedresponse.repair;

import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.PlainText;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every form of a repair item shows of it. */
@Component
class RepairItemFacts {

    private final RepairItems items;
    private final RepairProgress progress;
    private final Products products;

    RepairItemFacts(RepairItems items, RepairProgress progress, Products products) {
        this.items = items;
        this.progress = progress;
        this.products = products;
    }

    RepairItem item(TaskContext task) {
        return items.byId(task.number("repairItemId"));
    }

    Map<String, Object> of(TaskContext task) {
        RepairItem item = item(task);
        Map<String, Object> facts = new HashMap<>();
        facts.put("itemNumber", item.number());
        facts.put("itemTitle", plain(item.title()));
        facts.put("itemDescription", plain(item.description()));
        facts.put("itemClass", item.itemClass().label());
        facts.put("itemOwner", plain(item.owner()));
        facts.put("itemProduct", product(item.productId()));
        facts.put("itemDue", item.dueAt() == null ? "not set yet" : Shown.at(item.dueAt()));
        facts.put("itemRule", plain(Objects.requireNonNullElse(item.dueRule(), "")));
        facts.put("itemReopened", item.reopened() == 0 ? "never" : item.reopened() + " times");
        facts.put("itemPlan", plain(Objects.requireNonNullElse(item.plan(), "none yet")));
        facts.put(
                "itemTarget",
                item.targetDate() == null ? "none yet" : item.targetDate().toString());
        facts.put("itemIssue", issue(item));
        facts.put(
                "history",
                progress.steps(item.id()).stream().map(RepairItemFacts::line).toList());
        return facts;
    }

    String dueHistory(RepairItem item) {
        return progress.dueDates(item.id()).stream()
                .map(due -> Shown.at(due.dueAt()) + " (" + plain(due.reason()) + ")")
                .collect(Collectors.joining(", then "));
    }

    /** @return who may not prove the item, because they would judge their own work */
    List<String> interested(RepairItem item) {
        Phase essential = Phase.essentialFor(item.itemClass());
        List<String> people = progress.steps(item.id()).stream()
                .filter(step -> step.outcome() == RepairStep.Outcome.DONE)
                .filter(step -> step.phase() == Phase.ENGINEERING || step.phase() == essential)
                .map(RepairStep::actor)
                .collect(Collectors.toList());
        people.add(item.owner());
        if (item.acceptedBy() != null) {
            people.add(item.acceptedBy());
        }
        return people.stream().distinct().toList();
    }

    private static Map<String, String> line(RepairStep step) {
        return Map.of(
                "phase", step.phase().label(),
                "outcome", step.outcome().label(),
                "actor", step.actor(),
                "at", Shown.at(step.at()),
                "evidence", Objects.requireNonNullElse(step.evidence(), ""),
                "note", Objects.requireNonNullElse(step.note(), ""));
    }

    private String product(@Nullable String id) {
        return id == null
                ? "none"
                : products.byId(id).map(found -> plain(found.name())).orElse(plain(id));
    }

    private static String issue(RepairItem item) {
        return item.trackerRef() == null
                ? "none yet"
                : item.trackerUrl() == null ? plain(item.trackerRef()) : plain(item.trackerUrl());
    }

    /** People write titles and texts; forms show them through Markdown, so nothing in them may act as markup. */
    static String plain(String text) {
        return PlainText.inMarkdown(text);
    }
}

package io.github.integratedresponse.tasklist;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.incident.Stage;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.incident.Tlp;
import io.github.integratedresponse.incident.Verdict;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.repair.Phase;
import io.github.integratedresponse.repair.RepairItem;
import io.github.integratedresponse.review.Classification;
import io.github.integratedresponse.review.Review;
import io.github.integratedresponse.signal.Signals;
import io.github.integratedresponse.sla.WorkClock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees beside the form of a task.
 *
 * @param now the moment it was told at, by the platform's clock
 * @param subjects the records that the task is about, beside the incident
 * @param incident null where the task is about none; then there are no products, signals, timeline and similar incidents either
 * @param clocks the task's own promise first, then open ones by due date, then those that stopped
 * @param similar incidents that were like it, the most similar first
 * @param timeline its newest lines
 */
record BesideForm(
        Instant now,
        TaskShown task,
        List<Subject> subjects,
        @Nullable IncidentShown incident,
        List<Promise> clocks,
        List<Product> products,
        SignalsShown signals,
        List<SimilarShown> similar,
        Page<Timeline.Line> timeline,
        Links links) {

    record TaskShown(
            String id,
            String name,
            String process,
            String processName,
            String businessKey,
            @Nullable String assignee,
            Instant createdAt,
            @Nullable Instant dueAt) {}

    /** @param codeName what to call it, as long as it is restricted */
    record IncidentShown(
            String number,
            String title,
            @Nullable String summary,
            Severity severity,
            Tlp tlp,
            @Nullable String codeName,
            Stage stage,
            @Nullable Verdict verdict,
            String findingType,
            @Nullable String commander,
            @Nullable String communicationsLead,
            @Nullable String matchedPattern,
            Instant firstSeenAt,
            Instant openedAt,
            @Nullable Instant containedAt,
            @Nullable Instant closedAt) {}

    /** What a promise is about, for a person who works on the task. */
    enum About {
        /** This very task, or the step around it. */
        TASK,
        /** That somebody saw the incident. */
        ACKNOWLEDGE,
        /** That the harm ends: containing, mitigating, recovering, repairing. */
        RESOLVE,
        OTHER
    }

    record Promise(About about, @JsonUnwrapped WorkClock clock) {}

    /**
     * @param total how many there are; the latest of them are listed
     * @param observables what the most signals saw first
     * @param moreObservables whether there are more than those
     */
    record SignalsShown(
            long total, List<SignalShown> latest, List<Signals.Seen> observables, boolean moreObservables) {}

    record SignalShown(
            long signalId,
            String source,
            String title,
            String findingType,
            List<String> techniques,
            List<String> resources,
            Instant firstSeenAt) {}

    /**
     * An incident that was like this one, and what fixed it.
     *
     * @param reasons what they have in common, the weightiest first
     * @param closureReason in words
     */
    record SimilarShown(
            String number,
            String title,
            Severity severity,
            Stage stage,
            @Nullable String closureReason,
            Instant openedAt,
            @Nullable Instant closedAt,
            List<String> reasons,
            @Nullable String lessons,
            List<CauseShown> causes,
            List<RepairShown> repairs) {}

    record CauseShown(Classification kind, String statement) {}

    record RepairShown(String number, String title, String owner, Phase phase, RepairItem.State state) {}

    /**
     * Where to go on from here.
     *
     * @param tasks other open tasks of the same work that the person may read
     * @param processInstance to be looked at in Cockpit; null for those who may not enter it
     */
    record Links(
            List<OtherTask> tasks,
            @Nullable ReviewShown review,
            List<RepairShown> repairs,
            @Nullable String parent,
            @Nullable String mergedInto,
            @Nullable String processInstance) {}

    record OtherTask(String id, String name, @Nullable String assignee, @Nullable Instant dueAt) {}

    record ReviewShown(
            String number, Review.State state, @Nullable Instant scheduledFor, @Nullable Instant publishedAt) {}
}

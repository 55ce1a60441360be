package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.access.VisibleTask;
import io.github.integratedresponse.access.VisibleTasks;
import io.github.integratedresponse.incident.ClosureReason;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.SimilarIncidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import io.github.integratedresponse.repair.RepairItem;
import io.github.integratedresponse.repair.RepairItems;
import io.github.integratedresponse.review.Review;
import io.github.integratedresponse.review.Reviews;
import io.github.integratedresponse.review.RootCauses;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import io.github.integratedresponse.tasklist.BesideForm.CauseShown;
import io.github.integratedresponse.tasklist.BesideForm.IncidentShown;
import io.github.integratedresponse.tasklist.BesideForm.Links;
import io.github.integratedresponse.tasklist.BesideForm.OtherTask;
import io.github.integratedresponse.tasklist.BesideForm.RepairShown;
import io.github.integratedresponse.tasklist.BesideForm.ReviewShown;
import io.github.integratedresponse.tasklist.BesideForm.SignalShown;
import io.github.integratedresponse.tasklist.BesideForm.SignalsShown;
import io.github.integratedresponse.tasklist.BesideForm.SimilarShown;
import io.github.integratedresponse.tasklist.BesideForm.TaskShown;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts together what is known around a task, from what each module tells of its own records. */
@Component
class BesideForms {

    private static final int SIMILAR = 5;
    private static final int OBSERVABLES = 200;
    private static final int TASKS = 20;
    private static final PageRequest SIGNALS = new PageRequest(0, 20);
    private static final PageRequest LINES = new PageRequest(0, 20);

    private final VisibleTasks tasks;
    private final ObjectProvider<TaskSubject> subjects;
    private final Incidents incidents;
    private final SimilarIncidents similar;
    private final Signals signals;
    private final Timeline timeline;
    private final Reviews reviews;
    private final RootCauses causes;
    private final RepairItems repairs;
    private final Promises promises;
    private final Restrictions restrictions;
    private final Clock clock;

    BesideForms(
            VisibleTasks tasks,
            ObjectProvider<TaskSubject> subjects,
            Incidents incidents,
            SimilarIncidents similar,
            Signals signals,
            Timeline timeline,
            Reviews reviews,
            RootCauses causes,
            RepairItems repairs,
            Promises promises,
            Restrictions restrictions,
            Clock clock) {
        this.tasks = tasks;
        this.subjects = subjects;
        this.incidents = incidents;
        this.similar = similar;
        this.signals = signals;
        this.timeline = timeline;
        this.reviews = reviews;
        this.causes = causes;
        this.repairs = repairs;
        this.promises = promises;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /** @throws NotFound when the task is about an incident that the person asking may not know of */
    BesideForm of(VisibleTask task) {
        Instant now = clock.instant();
        Optional<Incident> about =
                TaskSubject.number(task.scalars(), "incidentId").map(this::known);
        Long id = about.map(Incident::id).orElse(null);
        return new BesideForm(
                now,
                shown(task),
                subjects.orderedStream()
                        .flatMap(one -> of(one, task.scalars()).stream())
                        .toList(),
                about.map(this::shown).orElse(null),
                promises.of(task, now),
                id == null ? List.of() : incidents.affectedProducts(id),
                signals(id),
                id == null
                        ? List.of()
                        : similar.to(id, SIMILAR).stream().map(this::shown).toList(),
                id == null ? Page.of(List.of(), LINES, 0) : timeline.page(id, Timeline.Order.NEWEST, LINES),
                links(task, about.orElse(null)));
    }

    /** A person who must not know of it is told what they are told of a task that isn't there. */
    private Incident known(long id) {
        return incidents.known(incidents.byId(id).number()).orElseThrow(() -> new NotFound("There is no such task"));
    }

    private static Optional<Subject> of(TaskSubject subject, Map<String, Object> scalars) {
        try {
            return subject.of(scalars);
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    private static TaskShown shown(VisibleTask task) {
        return new TaskShown(
                task.id(),
                task.name(),
                task.process(),
                task.processName(),
                task.businessKey(),
                task.assignee(),
                task.createdAt(),
                task.dueAt());
    }

    private IncidentShown shown(Incident incident) {
        return new IncidentShown(
                incident.number(),
                incident.title(),
                incident.summary(),
                incident.severity(),
                incident.tlp(),
                restrictions.codeName(incident.id()).orElse(null),
                incident.stage(),
                incident.verdict(),
                incident.findingType(),
                incident.commander(),
                incident.communicationsLead(),
                incident.matchedPattern(),
                incident.firstSeenAt(),
                incident.openedAt(),
                incident.containedAt(),
                incident.closedAt());
    }

    private SignalsShown signals(@Nullable Long incidentId) {
        if (incidentId == null) {
            return new SignalsShown(0, List.of(), List.of(), false);
        }
        Page<Signal> latest = signals.ofIncident(incidentId, SIGNALS);
        List<Signals.Seen> seen = signals.observablesOf(incidentId, OBSERVABLES + 1);
        return new SignalsShown(
                latest.total(),
                latest.items().stream().map(BesideForms::shown).toList(),
                seen.stream().limit(OBSERVABLES).toList(),
                seen.size() > OBSERVABLES);
    }

    private static SignalShown shown(Signal signal) {
        return new SignalShown(
                signal.id(),
                signal.source(),
                signal.title(),
                signal.findingType(),
                signal.techniques(),
                signal.resources(),
                signal.firstSeenAt());
    }

    private SimilarShown shown(SimilarIncidents.Similar one) {
        Incident incident = one.incident();
        return new SimilarShown(
                incident.number(),
                incident.title(),
                incident.severity(),
                incident.stage(),
                closure(incident.closureReason()),
                incident.openedAt(),
                incident.closedAt(),
                one.reasons(),
                one.lessons(),
                reviews.latestOf(incident.id()).filter(review -> review.state() == Review.State.PUBLISHED).stream()
                        .flatMap(review -> causes.ofReview(review.id()).stream())
                        .map(cause -> new CauseShown(cause.classification(), cause.statement()))
                        .toList(),
                repairs(incident.id()));
    }

    private static @Nullable String closure(@Nullable String reason) {
        return Stream.of(ClosureReason.values())
                .filter(one -> one.name().equals(reason))
                .map(ClosureReason::title)
                .findFirst()
                .orElse(reason);
    }

    private List<RepairShown> repairs(long incidentId) {
        return repairs.ofIncident(incidentId).stream().map(BesideForms::shown).toList();
    }

    private static RepairShown shown(RepairItem item) {
        return new RepairShown(item.number(), item.title(), item.owner(), item.phase(), item.state());
    }

    private Links links(VisibleTask task, @Nullable Incident incident) {
        return new Links(
                tasks.besides(task, TASKS).stream()
                        .map(other -> new OtherTask(other.id(), other.name(), other.assignee(), other.dueAt()))
                        .toList(),
                incident == null
                        ? null
                        : reviews.latestOf(incident.id())
                                .map(review -> new ReviewShown(
                                        review.number(), review.state(), review.scheduledFor(), review.publishedAt()))
                                .orElse(null),
                incident == null ? List.of() : repairs(incident.id()),
                incident == null ? null : name(incident.parentId()),
                incident == null ? null : name(incident.mergedIntoId()),
                tasks.mayEnterCockpit() ? task.processInstanceId() : null);
    }

    private @Nullable String name(@Nullable Long incidentId) {
        return incidentId == null
                ? null
                : restrictions.nameFor(incidentId, incidents.byId(incidentId).number());
    }
}

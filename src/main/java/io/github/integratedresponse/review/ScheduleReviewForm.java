package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** When a review is held, who leads it and who comes. */
@Component
class ScheduleReviewForm implements TaskForm<ScheduleReviewForm.Schedule> {

    record Schedule(
            @NotBlank(message = "must name who leads the review") String facilitator,
            @NotNull(message = "must say when the review is held") Instant date,
            @Nullable String meeting,
            @NotEmpty(message = "must name who comes") List<@Valid Invited> attendees) {}

    record Invited(
            @NotBlank(message = "must be given") String name,
            @Nullable @Email(message = "must be an e-mail address") String address,
            @NotNull(message = "must be given") Attendee.Role role) {}

    private final Reviews reviews;
    private final ReviewForms shown;
    private final Incidents incidents;

    ScheduleReviewForm(Reviews reviews, ReviewForms shown, Incidents incidents) {
        this.reviews = reviews;
        this.shown = shown;
        this.incidents = incidents;
    }

    @Override
    public String id() {
        return "schedule-review";
    }

    @Override
    public Class<Schedule> type() {
        return Schedule.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("evidencePack", shown.evidence(review.id()));
        if (review.facilitator() != null) {
            values.put("facilitator", review.facilitator());
        }
        if (review.scheduledFor() != null) {
            values.put("date", review.scheduledFor());
        }
        if (review.meeting() != null) {
            values.put("meeting", review.meeting());
        }
        List<Attendee> invited = reviews.attendees(review.id()).stream()
                .filter(attendee -> attendee.role() != Attendee.Role.FACILITATOR)
                .toList();
        values.put("attendees", invited.isEmpty() ? productTeams(review.incidentId()) : invited);
        return values;
    }

    /** Whoever answers for an affected product is asked first. */
    private List<Attendee> productTeams(long incidentId) {
        return incidents.affectedProducts(incidentId).stream()
                .map(product -> product.owner())
                .distinct()
                .map(owner -> owner.contains("@")
                        ? new Attendee(nameIn(owner), owner, Attendee.Role.PRODUCT_TEAM, null)
                        : new Attendee(owner, null, Attendee.Role.PRODUCT_TEAM, null))
                .toList();
    }

    /** @return Amara Diallo for amara.diallo@example.com; a person may put it right */
    private static String nameIn(String address) {
        return Arrays.stream(address.substring(0, address.indexOf('@')).split("[._+-]+"))
                .filter(part -> !part.isEmpty())
                .map(StringUtils::capitalize)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void check(Schedule schedule, TaskContext task, Problems problems) {
        Instant opened = incidents.byId(task.number("incidentId")).openedAt();
        problems.addIf(
                schedule.date().isBefore(opened),
                "date",
                "must be after the incident was opened, which was at " + Shown.at(opened));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < schedule.attendees().size(); i++) {
            Invited invited = schedule.attendees().get(i);
            problems.addIf(
                    !names.add(invited.name()), "attendees[" + (i + 1) + "].name", invited.name() + " is named twice");
            problems.addIf(
                    invited.role() == Attendee.Role.FACILITATOR,
                    "attendees[" + (i + 1) + "].role",
                    "the facilitator is named in a field of its own");
        }
        problems.addIf(
                schedule.attendees().stream().noneMatch(invited -> invited.role() == Attendee.Role.PRODUCT_TEAM),
                "attendees",
                "somebody of the product team must come");
    }

    @Override
    public void accept(Schedule schedule, TaskContext task) {
        reviews.schedule(
                task.number("reviewId"),
                schedule.facilitator(),
                schedule.date(),
                schedule.meeting(),
                schedule.attendees().stream()
                        .map(invited -> new Attendee(invited.name(), invited.address(), invited.role(), null))
                        .toList(),
                task.actor());
    }
}

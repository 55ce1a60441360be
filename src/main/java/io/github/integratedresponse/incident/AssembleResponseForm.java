package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The incident commander confirms who leads the response and where it meets. */
@Component
class AssembleResponseForm implements TaskForm<AssembleResponseForm.Assembly> {

    record Assembly(
            @NotNull(message = "say who leads the response") String incidentCommander,
            @NotNull(message = "say who speaks for the response") String communicationsLead,
            @Nullable
                    @Pattern(
                            regexp = "(https?://|tel:)[^\\s<>]{1,500}",
                            message = "must be a link that begins with https://, http:// or tel:")
                    String bridgeLink,
            @Nullable String others) {}

    private final Incidents incidents;
    private final ResponseTeam team;
    private final Responders responders;
    private final Timeline timeline;

    AssembleResponseForm(Incidents incidents, ResponseTeam team, Responders responders, Timeline timeline) {
        this.incidents = incidents;
        this.team = team;
        this.responders = responders;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "assemble-response";
    }

    @Override
    public Class<Assembly> type() {
        return Assembly.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Incident incident = incidents.byId(task.number("incidentId"));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("commanderOptions", ResponseView.options(responders.withRole(Responders.INCIDENT_COMMANDER)));
        shown.put("leadOptions", ResponseView.options(responders.withRole(Responders.COMMUNICATIONS_LEAD)));
        shown.put("onCallCommander", IncidentHeader.plain(Objects.requireNonNullElse(incident.commander(), "nobody")));
        shown.put(
                "onCallLead",
                IncidentHeader.plain(Objects.requireNonNullElse(incident.communicationsLead(), "nobody")));
        if (incident.commander() != null) {
            shown.put("incidentCommander", incident.commander());
        }
        if (incident.communicationsLead() != null) {
            shown.put("communicationsLead", incident.communicationsLead());
        }
        return shown;
    }

    @Override
    public void check(Assembly assembly, TaskContext task, Problems problems) {
        mustHave(Responders.INCIDENT_COMMANDER, "incidentCommander", assembly.incidentCommander(), problems);
        mustHave(Responders.COMMUNICATIONS_LEAD, "communicationsLead", assembly.communicationsLead(), problems);
    }

    private void mustHave(String role, String field, String person, Problems problems) {
        problems.addIf(
                responders.withRole(role).stream().noneMatch(known -> known.id().equals(person)),
                field,
                person + " doesn't have the role " + role);
    }

    @Override
    public void accept(Assembly assembly, TaskContext task) {
        long incidentId = task.number("incidentId");
        team.lead(incidentId, assembly.incidentCommander(), assembly.communicationsLead(), task.actor());
        if (assembly.bridgeLink() != null) {
            team.meetAt(incidentId, assembly.bridgeLink(), task.actor());
        }
        timeline.append(
                incidentId,
                "assembled",
                task.actor(),
                "The response is assembled"
                        + (assembly.others() == null ? "" : "; also taking part: " + assembly.others()));
        task.set("incidentCommander", assembly.incidentCommander());
        task.set("communicationsLead", assembly.communicationsLead());
    }
}

package io.github.integratedresponse.governance;

import io.github.integratedresponse.inventory.Control;
import io.github.integratedresponse.inventory.Controls;
import io.github.integratedresponse.process.PlainText;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.review.RootCause;
import io.github.integratedresponse.review.RootCauses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What every form of a governance update shows of the root cause it is about. */
@Component
class CauseShown {

    private final RootCauses rootCauses;
    private final Controls controls;

    CauseShown(RootCauses rootCauses, Controls controls) {
        this.rootCauses = rootCauses;
        this.controls = controls;
    }

    RootCause cause(TaskContext task) {
        return rootCauses.byId(task.number("rootCauseId"));
    }

    /** @return a map to add to */
    Map<String, Object> of(TaskContext task) {
        RootCause cause = cause(task);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("rootCauseStatement", plain(cause.statement()));
        shown.put("rootCauseClassification", cause.classification().label());
        shown.put("reviewNumber", cause.reviewNumber());
        shown.put("mappedControls", cause.controlIds().isEmpty() ? "none" : names(cause.controlIds()));
        return shown;
    }

    /** @return such as {@code LT-3 Enable logging, IM-6 Use strong authentication} */
    String names(List<String> controlIds) {
        return controlIds.stream()
                .map(id -> plain(controls.byId(id)
                        .map(Control::title)
                        .map(title -> id + " " + title)
                        .orElse(id)))
                .collect(Collectors.joining(", "));
    }

    /** What people or sources wrote is shown through Markdown, so nothing in it may act as markup. */
    static String plain(String text) {
        return PlainText.inMarkdown(text);
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static Map<String, Object> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }
}

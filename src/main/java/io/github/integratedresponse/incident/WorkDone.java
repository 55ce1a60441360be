package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for ticking off planned steps, the same for eradication and recovery. */
final class WorkDone {

    private WorkDone() {}

    static void check(List<Remediation.Step> planned, List<Integer> done, @Nullable String leftOut, Problems problems) {
        List<Integer> positions =
                planned.stream().map(Remediation.Step::position).toList();
        problems.addIf(!positions.containsAll(done), "doneSteps", "names a step that is not planned");
        problems.addIf(
                !done.containsAll(positions) && leftOut == null, "leftOut", "say why a step was left out, or do it");
    }
}

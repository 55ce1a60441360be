package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for ticking off planned steps, the same for eradication and recovery. */
final class WorkDone {

    private WorkDone() {}

    static void check(List<Remediation.Step> planned, List<Integer> done, @Nullable String leftOut, Problems problems) {
        checkSoFar(planned, done, problems);
        problems.addIf(
                !done.containsAll(positions(planned)) && leftOut == null,
                "leftOut",
                "say why a step was left out, or do it");
    }

    /** While the work is under way nothing is left out yet. */
    static void checkSoFar(List<Remediation.Step> planned, List<Integer> done, Problems problems) {
        problems.addIf(!positions(planned).containsAll(done), "doneSteps", "names a step that is not planned");
    }

    private static List<Integer> positions(List<Remediation.Step> planned) {
        return planned.stream().map(Remediation.Step::position).toList();
    }
}

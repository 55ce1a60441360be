package io.github.integratedresponse.signal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.signal.SuppressionTable.Change;
import java.util.List;

/**
 * A suppression with all that is known of it.
 *
 * @param latest the last signals that it kept quiet
 * @param changes what was changed of it, oldest first
 */
record SuppressionDetail(
        @JsonUnwrapped SuppressionLine suppression, List<QuietSignals.Line> latest, List<Change> changes) {}

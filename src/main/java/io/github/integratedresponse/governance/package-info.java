/** The standard and how well it is adopted: baselines, assessments, and the patterns the loop has learned. */
@ApplicationModule(displayName = "Governance")
@NullMarked
package io.github.integratedresponse.governance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The incident: its severity, roles, affected products, timeline, and duties to notify. */
@ApplicationModule(displayName = "Incident")
@NullMarked
package io.github.integratedresponse.incident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

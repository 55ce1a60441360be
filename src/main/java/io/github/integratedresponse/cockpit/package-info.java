/** What managers see in Cockpit beside Camunda's own pages; nobody imports it. */
@ApplicationModule(displayName = "Cockpit")
@NullMarked
package io.github.integratedresponse.cockpit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

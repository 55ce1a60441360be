/** Repair items through operations, engineering and governance until they are proven. */
@ApplicationModule(displayName = "Repair")
@NullMarked
package io.github.integratedresponse.repair;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

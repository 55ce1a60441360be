/** What responders find in Tasklist: beside each form what it is about; claiming several tasks, handing over a shift. Nobody imports it. */
@ApplicationModule(displayName = "Tasklist")
@NullMarked
package io.github.integratedresponse.tasklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

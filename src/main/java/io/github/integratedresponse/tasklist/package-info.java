/** What responders find in Tasklist beside the form: claiming several tasks, handing over a shift. Nobody imports it. */
@ApplicationModule(displayName = "Tasklist")
@NullMarked
package io.github.integratedresponse.tasklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

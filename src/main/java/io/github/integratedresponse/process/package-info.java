/** What the engine needs to carry the loop: its configuration, the forms of its tasks, and a door to start and reach processes. Nothing of the domain. */
@ApplicationModule(displayName = "Process")
@NullMarked
package io.github.integratedresponse.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

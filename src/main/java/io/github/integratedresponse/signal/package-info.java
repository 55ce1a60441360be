/** What came in from outside, as it came; normalised, deduplicated, correlated. */
@ApplicationModule(displayName = "Signal")
@NullMarked
package io.github.integratedresponse.signal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

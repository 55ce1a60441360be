/** Every promise is a clock: policies, clocks, and the ledger they are kept in. */
@ApplicationModule(displayName = "Service levels")
@NullMarked
package io.github.integratedresponse.sla;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** One append-only, hash-chained log of what happened to incidents and of what people did to the platform. */
@ApplicationModule(displayName = "Audit")
@NullMarked
package io.github.integratedresponse.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

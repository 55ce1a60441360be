/** People, roles and what they may do. */
@ApplicationModule(displayName = "Access")
@NullMarked
package io.github.integratedresponse.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

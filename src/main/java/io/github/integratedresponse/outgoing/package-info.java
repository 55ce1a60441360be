/** Requests to other systems: only to where an operator said, never to this network's inside, signed, with an end to time and size. Nothing of the domain. */
@ApplicationModule(displayName = "Outgoing")
@NullMarked
package io.github.integratedresponse.outgoing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

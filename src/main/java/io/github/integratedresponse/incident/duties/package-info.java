/** Duties to notify: which there are, when each is due, and how each was met. */
@NullMarked
package io.github.integratedresponse.incident.duties;

import org.jspecify.annotations.NullMarked;

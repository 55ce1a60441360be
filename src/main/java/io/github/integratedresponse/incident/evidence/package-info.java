/** What people keep with an incident while they work on it: notes, and files with their custody. */
@NullMarked
package io.github.integratedresponse.incident.evidence;

import org.jspecify.annotations.NullMarked;

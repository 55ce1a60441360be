@NullMarked
package io.github.integratedresponse.incident.evidence;

import org.jspecify.annotations.NullMarked;

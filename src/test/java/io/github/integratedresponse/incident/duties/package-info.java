@NullMarked
package io.github.integratedresponse.incident.duties;

import org.jspecify.annotations.NullMarked;

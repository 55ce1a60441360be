@NullMarked
package io.github.integratedresponse.incident;

import org.jspecify.annotations.NullMarked;

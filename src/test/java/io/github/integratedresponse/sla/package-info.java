@NullMarked
package io.github.integratedresponse.sla;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.github.integratedresponse.sla.figures;

import org.jspecify.annotations.NullMarked;

/** Figures of the clocks: how they are summed up, asked for and answered. */
@NullMarked
package io.github.integratedresponse.sla.figures;

import org.jspecify.annotations.NullMarked;

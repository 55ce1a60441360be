@NullMarked
package io.github.integratedresponse.outgoing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.github.integratedresponse.signal.format;

import org.jspecify.annotations.NullMarked;
